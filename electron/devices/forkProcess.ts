import { fork } from "node:child_process";
import type { StartProcess } from "./startProcess.ts";

/** Starts a device process with the runtime that runs the station: what the station and the tests use. */
export const forkProcess: StartProcess = (program, task, events) => {
  const child = fork(program, [task], {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    serialization: "advanced",
    execArgv: [],
  });
  let hasEnded = false;
  const end = (how: string) => {
    if (hasEnded) return;
    hasEnded = true;
    events.ended(how);
  };
  child.stderr!.setEncoding("utf8").on("data", events.chatter);
  child.on("message", events.message);
  child.on("error", (error) => {
    // One that runs can have errors, too: its end is told when it comes.
    if (child.pid === undefined) end(error.message);
  });
  // What it printed last is waited for, unless nobody wants to know.
  child.once("exit", (code, signal) => child.killed && end(signal ?? `exit code ${code}`));
  child.once("close", (code, signal) => end(signal ?? `exit code ${code}`));
  return {
    post(message) {
      // One that has just died takes no message; its end is told.
      if (child.connected) child.send(message as object, () => {});
    },
    kill: () => void child.kill("SIGKILL"),
  };
};
