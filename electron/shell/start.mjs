// `npm start`: sets everything up, then opens the desktop where it can be had and the station in a browser otherwise.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { chooseOpening } from "./chooseOpening.mjs";
import { buildPage, checkRuntime, compile, install, root, runtime, SetUpFault } from "./setUp.mjs";

try {
  install();
  checkRuntime();
  buildPage();
  const opening = chooseOpening({ platform: process.platform, env: process.env, exists: existsSync, root });
  process.stderr.write(`${opening.reason}\n`);
  const args = process.argv.slice(2);
  if (opening.opening === "desktop") {
    compile();
    start(opening.binary, [root, "--demo", ...args]);
  } else {
    start(runtime, [join(root, "electron/shell/launch.mjs"), "station", "--demo", "--open", ...args]);
  }
} catch (thrown) {
  if (!(thrown instanceof SetUpFault)) throw thrown;
  process.stderr.write(`${thrown.message}\n`);
  process.exitCode = 1;
}

/**
 * Hands the terminal over, and ends with what was started.
 * @param {string} command
 * @param {string[]} args
 */
function start(command, args) {
  const child = spawn(command, args, { cwd: process.cwd(), stdio: "inherit" });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    process.stderr.write(`${command} cannot be started: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? (signal === null ? 0 : 1);
  });
}
