import type { SerialPort } from "serialport";
import { type SourceTroubles, type TroubleKind, troubleKinds } from "../../domain/sourceTroubles.ts";
import { type Milliseconds, millisecondsPerSecond } from "../../domain/units.ts";
import { failWith, sendBlock, sendUnusable, steadyNow, tellOpen } from "../deviceProcess.ts";
import { PaceWatch, tooFastFault } from "../paceWatch.ts";
import { BlockGatherer } from "./blockGatherer.ts";
import { type StreamDecoder, troublesOf } from "./streamDecoder.ts";
import type { SerialTask } from "./streamProbe.ts";

/** A first byte after this much quiet begins a row; without the quiet the first row may be cut, and a cut number is a wrong one. */
const quiet: Milliseconds = 50;
const idleEvery: Milliseconds = 10;

/** Sends what comes from the open port as blocks, until the process ends. */
export function capturePort(
  port: SerialPort,
  task: Extract<SerialTask, { job: "capture" }>,
  decoder: StreamDecoder,
): void {
  const { path, channelCount, sampleRate } = task;
  let told: SourceTroubles = {};
  const rows = new BlockGatherer(channelCount, sampleRate, (block) => {
    const troubles = troublesOf(decoder);
    const news = difference(troubles, told);
    told = troubles;
    sendBlock({ ...block, sampleRate, ...(news && { troubles: news }) });
  });
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
    if (measured !== undefined) failWith(tooFastFault(path, path, sampleRate, measured));
  });
  if (decoder.idle) setInterval(() => decoder.idle!(steadyNow(), rows), idleEvery);
  // What came before the port was lost is still good.
  port.prependOnceListener("close", () => rows.flush());
}

function difference(now: SourceTroubles, before: SourceTroubles): SourceTroubles | undefined {
  const news: Partial<Record<TroubleKind, number>> = {};
  for (const kind of troubleKinds) {
    const more = (now[kind] ?? 0) - (before[kind] ?? 0);
    if (more > 0) news[kind] = more;
  }
  return Object.keys(news).length > 0 ? news : undefined;
}
