import { forkProcess } from "./forkProcess.ts";
import type { StartProcess } from "./startProcess.ts";

let current: StartProcess = forkProcess;

/** How device processes are started just now. */
export const processStarter = (): StartProcess => current;

/**
 * Starts device processes by other means than Node's `fork` for as long as the result is held. The packaged desktop needs it:
 * its program cannot be run as Node. Drivers are a plain list and say only which program they want, so how it is started is
 * decided once, by whoever opens the app, and not handed through every call of every driver.
 */
export function startProcessesWith(start: StartProcess): Disposable {
  const before = current;
  current = start;
  return {
    [Symbol.dispose]() {
      current = before;
    },
  };
}
