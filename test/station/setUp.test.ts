import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../makers/temporaryFolder.ts";

const shell = fileURLToPath(new URL("../../electron/shell", import.meta.url));

/** A checkout that counts as installed, because its stamp fits its lock file, but without the pinned runtime. */
function installedWithoutScripts(root: string): void {
  for (const file of ["setUp.mjs", "start.mjs", "launch.mjs", "chooseOpening.mjs"]) {
    cpSync(join(shell, file), join(root, "electron/shell", file));
  }
  writeFileSync(join(root, "package-lock.json"), "{}");
  mkdirSync(join(root, "node_modules"));
  writeFileSync(join(root, "node_modules/.auscult-installed"), createHash("sha256").update("{}").digest("hex"));
}

function start(root: string) {
  return spawnSync(process.execPath, [join(root, "electron/shell/start.mjs")], { encoding: "utf8" });
}

describe("npm start without the pinned runtime", () => {
  it("says so with the remedy, when an install without scripts left it out", () => {
    using folder = temporaryFolder();
    installedWithoutScripts(folder.path);
    const { status, stderr } = start(folder.path);
    expect(status).toBe(1);
    expect(stderr).toBe(
      'The pinned Node 24 runtime is missing: npm was probably told not to run install scripts. Run "npm rebuild node --ignore-scripts=false" in the folder of Auscult, then start again.\n',
    );
  });

  it.skipIf(process.platform === "win32")("names the version that is there instead", () => {
    using folder = temporaryFolder();
    installedWithoutScripts(folder.path);
    const other = join(folder.path, "node_modules/node/bin/node");
    mkdirSync(join(other, ".."), { recursive: true });
    writeFileSync(other, "#!/bin/sh\necho v22.1.0\n");
    chmodSync(other, 0o755);
    const { status, stderr } = start(folder.path);
    expect(status).toBe(1);
    expect(stderr).toContain("another one (v22.1.0)");
    expect(stderr).toContain("npm rebuild node");
  });
});
