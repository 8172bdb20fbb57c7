import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const launcher = fileURLToPath(new URL("../../electron/shell/launch.mjs", import.meta.url));

export interface StationProcess extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly process: ChildProcess;
  /** A fresh link, as the Enter key prints one. */
  invite(): Promise<string>;
  /** What it has said on stderr so far. */
  said(): string;
  /** Asks it to end, as Ctrl-C does, and resolves to its exit code. */
  end(): Promise<number | null>;
}

/** Starts the real station in a process of its own, and waits until it says that it is ready. */
export async function startStation(folder: string, args: readonly string[] = []): Promise<StationProcess> {
  const child = spawn(process.execPath, [launcher, "station", "--data", folder, "--port", "0", "--json", ...args], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const exited = once(child, "exit").then(([code]) => code as number | null);
  const lines = createInterface({ input: child.stdout });
  const nextLine = () => once(lines, "line").then(([line]) => line as string);
  const first = await Promise.race([
    nextLine(),
    exited.then((code) => `{"ready":false,"message":"ended with code ${code}"}`),
  ]);
  const ready = JSON.parse(first);
  if (!ready.ready) {
    await exited;
    throw new Error(`The station did not start: ${ready.message}\n${said}`);
  }
  const end = () => {
    child.kill("SIGTERM");
    return exited;
  };
  return {
    url: ready.url,
    port: ready.port,
    process: child,
    async invite() {
      const answer = nextLine();
      child.stdin.write("\n");
      return JSON.parse(await answer).url;
    },
    said: () => said,
    end,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) await end();
    },
  };
}
