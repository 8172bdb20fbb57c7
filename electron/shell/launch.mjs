// `npm run -s auscult -- …`: makes sure that the pinned runtime runs the command line, then hands over to it.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { checkRuntime, runtime, runtimeMajor, SetUpFault } from "./setUp.mjs";

if (process.versions.node.startsWith(`${runtimeMajor}.`)) {
  const { runCommandLine } = await import("./cli.ts");
  process.exitCode = await runCommandLine(process.argv.slice(2));
} else {
  try {
    checkRuntime();
    const { status } = spawnSync(runtime, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
      stdio: "inherit",
    });
    process.exitCode = status ?? 1;
  } catch (thrown) {
    if (!(thrown instanceof SetUpFault)) throw thrown;
    process.stderr.write(`${thrown.message}\n`);
    process.exitCode = 1;
  }
}
