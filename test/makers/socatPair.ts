import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** Two serial ports joined by a cable: what is written into one comes out of the other. */
export interface SocatPair extends AsyncDisposable {
  /** The end the product opens. */
  readonly station: string;
  /** The end a device writes into. */
  readonly device: string;
  /** Pulls the cable: both ports vanish. */
  unplug(): Promise<void>;
  /** Plugs it in again, under the same names. */
  plug(): Promise<void>;
}

/** @param folder where the two links are made */
export async function socatPair(folder: string): Promise<SocatPair> {
  const [station, device] = [join(folder, "station"), join(folder, "device")];
  let socat: ChildProcess | undefined;
  const plug = async () => {
    const end = (path: string) => `pty,rawer,echo=0,link=${path}`;
    socat = spawn("socat", ["-b", "65536", end(station), end(device)], { stdio: ["ignore", "ignore", "pipe"] });
    const started = socat;
    const endWithTests = () => started.kill();
    process.once("exit", endWithTests);
    started.once("exit", () => process.off("exit", endWithTests));
    let said = "";
    socat.stderr!.on("data", (text) => (said += text));
    for (let i = 0; i < 400 && !(existsSync(station) && existsSync(device)); i++) {
      if (socat.exitCode !== null) throw new Error(`socat ended: ${said}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const unplug = async () => {
    if (!socat || socat.exitCode !== null || socat.signalCode !== null) return;
    const exited = once(socat, "exit");
    socat.kill("SIGTERM");
    await exited;
  };
  await plug();
  return { station, device, plug, unplug, [Symbol.asyncDispose]: unplug };
}
