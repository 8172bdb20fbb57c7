// `npm run package`: builds everything and packs the desktop for the computer it runs on. Words on the command line go to
// electron-builder ("--dir" packs a folder and no installer, and needs no network); two are Auscult's own:
//   --built        packs what was built before
//   --output DIR   instead of out/package
import { existsSync } from "node:fs";
import { join } from "node:path";
import { locateElectron } from "./chooseOpening.mjs";
import { buildPage, checkRuntime, root, run, runtime, SetUpFault } from "./setUp.mjs";

/** @param {string[]} line */
function readWords(line) {
  const rest = [...line];
  const built = rest.indexOf("--built");
  if (built >= 0) rest.splice(built, 1);
  const at = rest.indexOf("--output");
  const [, output] = at >= 0 ? rest.splice(at, 2) : [];
  if (at >= 0 && !output) throw new SetUpFault("--output needs a folder after it.");
  return { isBuilt: built >= 0, output, rest };
}

/** The folder is given to electron-builder, which would otherwise download one. */
function electronFolder() {
  const electron = locateElectron({ platform: process.platform, env: process.env, root });
  if (electron && existsSync(electron.binary)) return electron.folder;
  throw new SetUpFault(
    `Packaging needs the program of Electron, and there is no ${electron?.binary ?? "Electron for this platform"}. Run "npx install-electron" once, or set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds it, then package again.`,
  );
}

try {
  const { isBuilt, output, rest } = readWords(process.argv.slice(2));
  const folder = electronFolder();
  checkRuntime();
  if (!isBuilt) {
    run(runtime, [join(root, "node_modules/typescript/bin/tsc"), "-b", "electron"], "The sources do not compile.");
    buildPage();
  }
  const words = [`-c.electronDist=${folder}`, "--publish", "never", ...rest];
  if (output) words.push(`-c.directories.output=${output}`);
  run(runtime, [join(root, "node_modules/electron-builder/cli.js"), ...words], "The desktop cannot be packed.");
} catch (thrown) {
  if (!(thrown instanceof SetUpFault)) throw thrown;
  process.stderr.write(`${thrown.message}\n`);
  process.exitCode = 1;
}
