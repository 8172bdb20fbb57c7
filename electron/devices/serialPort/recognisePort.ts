import { setTimeout as sleep } from "node:timers/promises";
import type { SerialPort } from "serialport";
import type { Milliseconds } from "../../domain/units.ts";
import { steadyNow } from "../deviceProcess.ts";
import { openPort } from "./openPort.ts";
import type { Probed, SerialCodec, SerialTask } from "./streamProbe.ts";

/** Whatever the baud rate, something comes of a device that sends. */
const silence: Milliseconds = 1500;
const listenEach: Milliseconds = 500;
/** Once the kind is sure, so long for the rate. */
const listenMore: Milliseconds = 1300;

/** Tries one baud rate after the other, only listening. @returns null when nothing fits, or not in time */
export async function recognisePort(
  task: Extract<SerialTask, { job: "recognise" }>,
  codec: SerialCodec,
): Promise<Probed | null> {
  const deadline = steadyNow() + task.within;
  for (const baudRate of task.baudRates) {
    const port = await openPort(task.path, baudRate);
    try {
      const settings = { ...task.settings, baudRate };
      const found = await listen(port, codec, settings, task.path, deadline);
      if (found !== undefined) return found;
    } finally {
      if (port.isOpen) await new Promise<void>((resolve) => port.close(() => resolve()));
    }
    if (steadyNow() > deadline) break;
  }
  return null;
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
  port.on("data", (chunk: Buffer) => {
    first ??= steadyNow();
    probe.push(chunk, steadyNow());
  });
  for (;;) {
    await sleep(20);
    const now = steadyNow();
    const last = probe.fits && (now > deadline || now - first! > listenMore);
    if (last) return { look: probe.look(), settings: probe.settings() };
    if (probe.fits && now <= deadline) continue;
    if (first === undefined && now - begun > silence) return null;
    if (now > deadline || (first !== undefined && now - first > listenEach)) return undefined;
  }
}
