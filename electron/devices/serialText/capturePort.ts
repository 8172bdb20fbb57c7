import type { SerialPort } from "serialport";
import { Fault } from "../../domain/fault.ts";
import { type Milliseconds, millisecondsPerSecond } from "../../domain/units.ts";
import { failWith, sendBlock, sendUnusable, steadyNow, tellOpen } from "../deviceProcess.ts";
import { LineSplitter } from "./lineSplitter.ts";
import { type Gathered, RowGatherer } from "./rowGatherer.ts";
import type { SerialTask } from "./serialTask.ts";

/** A first byte after this much quiet begins a line; without the quiet the first line may be cut, and a cut number is a wrong one. */
const quiet: Milliseconds = 50;
/** So long over a second ahead of its time, the sender is faster than set up. */
const patience: Milliseconds = 10_000;

/** Sends what comes from the open port as blocks, until the process ends. */
export function capturePort(port: SerialPort, task: Extract<SerialTask, { job: "capture" }>): void {
  const { path, settings, channelCount, sampleRate } = task;
  const splitter = new LineSplitter();
  const rows = new RowGatherer(channelCount, sampleRate, settings.separator);
  const opened = steadyNow();
  let began: number | undefined;
  let cut = false;
  let received = 0;
  let toldAt = 0;
  const send = (gathered: Gathered | undefined) => {
    if (gathered) sendBlock({ ...gathered, sampleRate });
  };
  tellOpen();
  port.on("data", (chunk: Buffer) => {
    const arrival = steadyNow();
    if (began === undefined) cut = arrival - opened < quiet;
    began ??= arrival;
    for (const line of splitter.push(chunk, arrival)) {
      if (!cut) send(rows.add(line));
      cut = false;
      received += 1;
    }
    // Told once a second at most, and only needed when no block comes.
    if (rows.lastRejected !== undefined && arrival - toldAt > millisecondsPerSecond) {
      toldAt = arrival;
      sendUnusable(rows.lastRejected);
    }
    const ahead = rows.clock.aheadSince;
    if (ahead !== undefined && arrival - ahead > patience) {
      const measured = Math.round((received / (arrival - began)) * millisecondsPerSecond);
      failWith(tooFast(path, sampleRate, measured));
    }
  });
  // What came before the port was lost is still good.
  port.prependOnceListener("close", () => send(rows.flush()));
}

function tooFast(path: string, asked: number, measured: number): Fault {
  const message = `${path} sends about ${measured} lines a second, but is set up for ${asked}. Set the sample rate to what the device sends.`;
  return new Fault("BAD_INPUT", message, { details: { address: path, asked, measured } });
}
