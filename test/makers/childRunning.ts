import { readdirSync, readFileSync } from "node:fs";

/** Process id of the child of these tests, or of another process, that runs the named program. */
export function childRunning(program: string, parentPid = process.pid): number {
  const [pid] = childrenRunning(program, parentPid);
  if (pid === undefined) throw new Error(`No child runs ${program}`);
  return pid;
}

/** All of them. */
export function childrenRunning(program: string, parentPid = process.pid): number[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => isChild(pid, program, parentPid)).map(Number);
}

function isChild(pid: string, program: string, parentPid: number): boolean {
  try {
    const parent = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ")[1];
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return Number(parent) === parentPid && command.includes(program);
  } catch {
    // A process may end while it is looked at.
    return false;
  }
}
