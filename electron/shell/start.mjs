// `npm start`: sets everything up, then opens the desktop where it can be had and the station in a browser otherwise.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { chooseOpening } from "./chooseOpening.mjs";
import {
  buildPage,
  checkRuntime,
  compile,
  handOver,
  install,
  root,
  runtime,
  runtimeFlags,
  SetUpFault,
} from "./setUp.mjs";

try {
  install();
  checkRuntime();
  buildPage();
  const opening = chooseOpening({ platform: process.platform, env: process.env, exists: existsSync, root });
  process.stderr.write(`${opening.reason}\n`);
  const args = process.argv.slice(2);
  if (opening.opening === "desktop") {
    compile();
    handOver(opening.binary, [root, "--demo", ...args]);
  } else {
    handOver(runtime, [
      ...runtimeFlags,
      join(root, "electron/shell/launch.mjs"),
      "station",
      "--demo",
      "--open",
      ...args,
    ]);
  }
} catch (thrown) {
  if (!(thrown instanceof SetUpFault)) throw thrown;
  process.stderr.write(`${thrown.message}\n`);
  process.exitCode = 1;
}
