import type { AppOptions } from "../app/openApp.ts";

type StartProcess = NonNullable<AppOptions["startProcess"]>;

/** What is needed of Electron's `UtilityProcess`, so that this can be tested without Electron. */
export interface UtilityChild {
  /** Undefined until it runs and again once it has ended. */
  readonly pid?: number | undefined;
  readonly stderr: NodeJS.ReadableStream | null;
  postMessage(message: unknown): void;
  on(event: "message", listener: (message: unknown) => void): unknown;
  once(event: "spawn", listener: () => void): unknown;
  once(event: "error", listener: (type: string, location: string) => void): unknown;
  once(event: "exit", listener: (code: number) => void): unknown;
}

/** What is needed of Electron's `utilityProcess`. */
export interface UtilityFork {
  fork(module: string, words: string[], options: UtilityOptions): UtilityChild;
}

interface UtilityOptions {
  readonly execArgv: string[];
  readonly stdio: ("ignore" | "pipe")[];
  readonly serviceName: string;
}

/**
 * Starts device processes as Electron's utility processes: the packaged program refuses to run as Node, and this is what it
 * has instead. They load their modules from the archive and end with the desktop.
 */
export function startUtilityProcess(utilityProcess: UtilityFork): StartProcess {
  return (program, task, events) => {
    const child = utilityProcess.fork(program, [task], {
      execArgv: [],
      stdio: ["ignore", "ignore", "pipe"],
      serviceName: "Auscult device",
    });
    let isWanted = true;
    let hasEnded = false;
    let trouble: string | undefined;
    const kill = () => {
      isWanted = false;
      // Electron's own kill() asks first, and a library that hangs does not hear it.
      if (child.pid !== undefined && !hasEnded) killNow(child.pid);
    };
    child.stderr?.setEncoding("utf8").on("data", events.chatter);
    child.on("message", events.message);
    child.once("spawn", () => isWanted || kill());
    child.once("error", (type, location) => {
      trouble = `${type} at ${location}`;
    });
    child.once("exit", (code) => {
      hasEnded = true;
      events.ended(trouble ?? `exit code ${code}`);
    });
    return {
      post(message) {
        // Electron has crashed of a message to one that has ended.
        if (!hasEnded) child.postMessage(message);
      },
      kill,
    };
  };
}

function killNow(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended in this very moment.
  }
}
