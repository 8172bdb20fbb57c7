import { readdirSync, readFileSync } from "node:fs";

/** Process id of the child of these tests, or of another process, that runs the named program. */
export function childRunning(program: string, parentPid = process.pid): number {
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const parent = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ")[1];
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      if (Number(parent) === parentPid && command.includes(program)) return Number(pid);
    } catch {
      // A process may end while it is looked at.
    }
  }
  throw new Error(`No child runs ${program}`);
}
