import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** No script of these tests takes longer, unless it hangs, in milliseconds. */
const longest = 90_000;

/** A proxy and mirror that nobody answers at: whatever wants to download fails at once instead of succeeding unseen. */
const nowhere = "http://127.0.0.1:9/";

/** Runs a script of the checkout on the runtime of the tests, without network, and collects what it says; -1 when killed. */
export async function runOffline(
  script: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ readonly code: number; readonly said: string }> {
  const child = spawn(process.execPath, [join(root, script), ...words], {
    cwd: root,
    env: {
      ...process.env,
      npm_config_offline: "true",
      npm_config_registry: nowhere,
      ELECTRON_MIRROR: nowhere,
      ELECTRON_BUILDER_BINARIES_MIRROR: nowhere,
      HTTP_PROXY: nowhere,
      HTTPS_PROXY: nowhere,
      ...env,
    },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said += data));
  const late = setTimeout(() => child.kill("SIGKILL"), longest);
  const [code] = await once(child, "close");
  clearTimeout(late);
  return { code: code ?? -1, said };
}

/** Paths of the files below a folder, from that folder, with "/" between. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
}

/** Names of the packages that the sources below a folder of the checkout import. */
export async function importedPackages(folder: string): Promise<Set<string>> {
  const packages = new Set<string>();
  for (const file of await listFiles(join(root, folder))) {
    if (!/\.[cm]?tsx?$/.test(file) || file.includes(".test.") || file === "vite.config.ts") continue;
    const source = await readFile(join(root, folder, file), "utf8");
    for (const [, name = ""] of source.matchAll(/(?:from|import) "([^".$][^"]*)"/g)) {
      if (name.startsWith("node:")) continue;
      packages.add(name.split("/", name.startsWith("@") ? 2 : 1).join("/"));
    }
  }
  return packages;
}
