// `npm run -s auscult -- …`: makes sure that the pinned runtime runs the command line, then hands over to it.
import { fileURLToPath } from "node:url";
import { checkRuntime, handOver, runtime, runtimeFlags, runtimeMajor, SetUpFault } from "./setUp.mjs";

if (process.versions.node.startsWith(`${runtimeMajor}.`)) {
  const { runCommandLine } = await import("./cli.ts");
  process.exitCode = await runCommandLine(process.argv.slice(2));
  // A station has closed everything by now: a hanging file or library must not keep its process, and so its folder.
  if (process.argv[2] === "station") process.exit();
} else {
  try {
    checkRuntime();
    handOver(runtime, [...runtimeFlags, fileURLToPath(import.meta.url), ...process.argv.slice(2)]);
  } catch (thrown) {
    if (!(thrown instanceof SetUpFault)) throw thrown;
    process.stderr.write(`${thrown.message}\n`);
    process.exitCode = 1;
  }
}
