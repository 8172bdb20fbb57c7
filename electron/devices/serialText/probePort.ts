import { setTimeout as sleep } from "node:timers/promises";
import type { SerialPort } from "serialport";
import { Fault } from "../../domain/fault.ts";
import { LineSplitter } from "./lineSplitter.ts";
import { parseHeader, parseRow } from "./parseRow.ts";
import type { SerialTask } from "./serialTask.ts";

const enoughRows = 20;

/**
 * Listens to an open port to learn how many numbers a line has, and their names when a header comes by.
 * @returns one name a channel
 * @throws Fault DEVICE_STALLED when no rows of numbers come
 */
export async function probePort(port: SerialPort, task: Extract<SerialTask, { job: "probe" }>): Promise<string[]> {
  const { path, settings, listenFor } = task;
  const splitter = new LineSplitter();
  const counts = new Map<number, number>();
  const enough = Promise.withResolvers<void>();
  let header: string[] | undefined;
  let last: string | undefined;
  let rows = 0;
  port.on("data", (chunk: Buffer) => {
    for (const { text } of splitter.push(chunk, 0)) {
      const values = text === undefined ? undefined : parseRow(text, settings.separator);
      if (values) {
        counts.set(values.length, (counts.get(values.length) ?? 0) + 1);
        rows += 1;
      } else if (text?.trim()) {
        header = parseHeader(text, settings.separator) ?? header;
        last = text.slice(0, 80);
      }
    }
    if (rows >= enoughRows) enough.resolve();
  });
  await Promise.race([enough.promise, sleep(listenFor)]);
  const [usual] = [...counts].sort((a, b) => b[1] - a[1]);
  if (usual) {
    const [width] = usual;
    return header?.length === width ? header : Array.from({ length: width }, (_, i) => `Channel ${i + 1}`);
  }
  const seconds = listenFor / 1000;
  const message = last
    ? `${path} sends no lines of numbers; it sent "${last}". Check baud rate and separator.`
    : `${path} has sent nothing for ${seconds} s. Check that the device is switched on and sending.`;
  throw new Fault("DEVICE_STALLED", message, { details: { address: path, seconds } });
}
