import type { SerialPort } from "serialport";
import { type Milliseconds, millisecondsPerSecond } from "../../domain/units.ts";
import { failWith, sendBlock, sendTroubles, sendUnusable, steadyNow, tellOpen } from "../deviceProcess.ts";
import { PaceWatch, tooFastFault } from "../paceWatch.ts";
import { BlockGatherer } from "./blockGatherer.ts";
import type { StreamDecoder } from "./streamDecoder.ts";
import type { SerialTask } from "./streamProbe.ts";
import { TroubleNews } from "./troubleNews.ts";

/** A first byte after this much quiet begins a row; without the quiet the first row may be cut, and a cut number is a wrong one. */
const quiet: Milliseconds = 50;
const idleEvery: Milliseconds = 10;
/** Once no block has gone for so long, what is counted goes without one, and so often. */
const blockless: Milliseconds = 500;
const countEvery: Milliseconds = 100;

/** Sends what comes from the open port as blocks, until the process ends. */
export function capturePort(
  port: SerialPort,
  task: Extract<SerialTask, { job: "capture" }>,
  decoder: StreamDecoder,
): void {
  const { path, channelCount, sampleRate } = task;
  const news = new TroubleNews(decoder);
  let lastBlock = steadyNow();
  const rows = new BlockGatherer(channelCount, sampleRate, (block) => {
    const troubles = news.take();
    lastBlock = steadyNow();
    sendBlock({ ...block, sampleRate, ...(troubles && { troubles }) });
  });
  const tellCounts = () => {
    const troubles = news.take();
    if (troubles) sendTroubles(troubles);
  };
  const pace = new PaceWatch(sampleRate);
  const opened = steadyNow();
  let began: number | undefined;
  let toldAt = 0;
  tellOpen();
  port.on("data", (chunk: Buffer) => {
    const arrival = steadyNow();
    if (began === undefined && arrival - opened < quiet) decoder.joinMidway?.();
    began ??= arrival;
    decoder.push(chunk, arrival, rows);
    // Told once a second at most, and only needed when no block comes.
    if (decoder.lastRejected !== undefined && arrival - toldAt > millisecondsPerSecond) {
      toldAt = arrival;
      sendUnusable(decoder.lastRejected);
    }
    const measured = pace.tooFast(arrival, rows.clock.aheadSince !== undefined, rows.samples + rows.lostSamples);
    if (measured === undefined) return;
    tellCounts();
    failWith(tooFastFault(path, path, sampleRate, measured));
  });
  if (decoder.idle) setInterval(() => decoder.idle!(steadyNow(), rows), idleEvery);
  setInterval(() => {
    if (steadyNow() - lastBlock >= blockless) tellCounts();
  }, countEvery);
  // What came before the port was lost is still good.
  port.prependOnceListener("close", () => {
    rows.flush();
    tellCounts();
  });
}
