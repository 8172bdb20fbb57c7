import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createPackage } from "@electron/asar";

/** What Electron's program carries before its switches, so that tools find them. */
export const fuseSentinel = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";
const wireVersion = 1;
/** The switches as Electron ships them, "0" off and "1" on, in the order of its wire; the last one is newer than our tools. */
export const shippedFuses = "101100011";

/**
 * Makes a folder that looks like Electron's own for Linux to a packager: its program with the switches in it, and files of
 * the kinds that lie beside it. It cannot be started.
 */
export async function makeStandInElectronFolder(folder: string, version: string): Promise<void> {
  await mkdir(join(folder, "resources"), { recursive: true });
  await mkdir(join(folder, "locales"));
  const program = Buffer.concat([
    Buffer.from("\x7fELF"),
    Buffer.alloc(5000, 0x90),
    Buffer.from(fuseSentinel),
    Buffer.from([wireVersion, shippedFuses.length]),
    Buffer.from(shippedFuses),
    Buffer.alloc(5000, 0x90),
  ]);
  const files: Readonly<Record<string, string | Buffer>> = {
    electron: program,
    "chrome-sandbox": "\x7fELF",
    chrome_crashpad_handler: "\x7fELF",
    "libffmpeg.so": "\x7fELF",
    "icudtl.dat": "data",
    "resources.pak": "data",
    "snapshot_blob.bin": "data",
    "v8_context_snapshot.bin": "data",
    "locales/en-US.pak": "data",
    "locales/de.pak": "data",
    version,
    LICENSE: "licence of Electron",
    "LICENSES.chromium.html": "licences of Chromium",
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  const greeting = join(folder, "greeting");
  await mkdir(greeting);
  await writeFile(join(greeting, "main.js"), "// What Electron shows when it is started without an application.");
  await createPackage(greeting, join(folder, "resources", "default_app.asar"));
  await rm(greeting, { recursive: true });
  for (const name of ["electron", "chrome-sandbox", "chrome_crashpad_handler"]) await chmod(join(folder, name), 0o755);
}
