import { setTimeout as sleep } from "node:timers/promises";
import type { SerialPort } from "serialport";
import type { Milliseconds } from "../../domain/units.ts";
import { steadyNow } from "../deviceProcess.ts";
import { openPort } from "./openPort.ts";
import type { Probed, SerialCodec, SerialTask } from "./streamProbe.ts";

/** Whatever the baud rate, something comes of a device that sends; many a board begins anew when its port is opened, and takes two seconds. */
const silence: Milliseconds = 2500;
const listenEach: Milliseconds = 500;
/** Once the kind is sure, so long for the rate. */
const listenMore: Milliseconds = 1500;

/** Tries one baud rate after the other, only listening. @returns null when nothing fits, or not in time */
export async function recognisePort(
  task: Extract<SerialTask, { job: "recognise" }>,
  codec: SerialCodec,
): Promise<Probed | null> {
  const deadline = steadyNow() + task.within;
  const [first, ...others] = task.baudRates;
  // Opened once: a board would begin anew each time.
  const port = await openPort(task.path, first!);
  try {
    for (const baudRate of task.baudRates) {
      if (others.includes(baudRate)) await changeBaudRate(port, baudRate);
      const found = await listen(port, codec, { ...task.settings, baudRate }, task.path, deadline);
      if (found !== undefined) return found;
      if (steadyNow() > deadline) break;
    }
    return null;
  } finally {
    if (port.isOpen) await new Promise<void>((resolve) => port.close(() => resolve()));
  }
}

/** What came at the other rate is thrown away. */
async function changeBaudRate(port: SerialPort, baudRate: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    port.update({ baudRate }, (error) => (error ? reject(error) : resolve()));
  });
  await new Promise<void>((resolve) => port.flush(() => resolve()));
}

/** @returns undefined when something else came, null when nothing did */
async function listen(
  port: SerialPort,
  codec: SerialCodec,
  settings: Probed["settings"],
  path: string,
  deadline: number,
): Promise<Probed | null | undefined> {
  const probe = codec.probe(settings, path);
  const begun = steadyNow();
  let first: number | undefined;
  const take = (chunk: Buffer) => {
    first ??= steadyNow();
    probe.push(chunk, steadyNow());
  };
  port.on("data", take);
  try {
    for (;;) {
      await sleep(20);
      const now = steadyNow();
      if (probe.fits && (now > deadline || now - first! > listenMore))
        return { look: probe.look(), settings: probe.settings() };
      if (probe.fits) continue;
      if (first === undefined && now - begun > silence) return null;
      if (now > deadline || (first !== undefined && now - first > listenEach)) return undefined;
    }
  } finally {
    port.off("data", take);
  }
}
