import { setTimeout as sleep } from "node:timers/promises";
import { asFault, type Fault, type FaultCode } from "../domain/fault.ts";
import type { DeviceSetup } from "../domain/plant.ts";
import { blockEnd, type SampleBlock } from "../domain/sampleBlock.ts";
import type { SourceTroubles } from "../domain/sourceTroubles.ts";
import { type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../domain/units.ts";
import type { CaptureReport } from "./captureReport.ts";
import type { Driver } from "./driver.ts";
import { watchForStall } from "./watchForStall.ts";

export interface KeepCapturingOptions {
  readonly stop: AbortSignal;
  readonly report: (report: CaptureReport) => void;
  readonly now?: () => UtcMilliseconds;
  /** Wait before the next attempt after a fault; undefined when no attempt can help. */
  readonly retryAfter?: (fault: Fault) => Milliseconds | undefined;
  /** A live source that is silent for longer counts as stalled. */
  readonly stallAfter?: Milliseconds;
  /** The station's time at a moment of the steady clock, by which live sources stamp; unless given, the steady time itself. */
  readonly utcOf?: (steady: UtcMilliseconds) => UtcMilliseconds;
}

/** The station's time leaps by seconds or not at all. */
const leastLeap: Milliseconds = 500;

/** Somebody may plug it in again any moment. */
const comesBack: readonly FaultCode[] = ["DEVICE_LOST", "DEVICE_STALLED", "DEVICE_MISSING", "PORT_BUSY", "WORKER_LOST"];
/** Something outside may change (a library gets installed, a right given), but nobody needs it within the second. */
const mayChange: readonly FaultCode[] = ["RATE_NOT_OFFERED", "LIBRARY_MISSING", "NOT_ALLOWED"];

export function usualRetry(fault: Fault): Milliseconds | undefined {
  if (comesBack.includes(fault.code)) return 1000;
  if (mayChange.includes(fault.code)) return 30_000;
  // A wrong file or setting stays wrong: it is shown until somebody changes it.
  return undefined;
}

/**
 * Captures from one device for as long as it can be had: reopens it after a loss and says how much is missing.
 * Sequence runs on over re-openings; `lostBefore` of the first block after one is the true gap in the device's time.
 * A source that waits for its reader is never read a second time, unless it comes in pieces: its faults end it.
 * @returns blocks until `stop`, the end of a recording, or a fault that only a change of the setup can mend; never throws
 */
export async function* keepCapturing(
  driver: Driver,
  setup: DeviceSetup,
  options: KeepCapturingOptions,
): AsyncGenerator<SampleBlock, void, undefined> {
  const { stop, report, now = Date.now, retryAfter = usualRetry, stallAfter = 3000 } = options;
  const live = driver.isLive(setup);
  const utcOf = (live && options.utcOf) || ((time: UtcMilliseconds) => time);
  let running = false;
  const tell = (fault?: Fault) => {
    running = true;
    told = undefined;
    report({ kind: "condition", condition: "running", time: now(), fault });
  };
  const count = (troubles: SourceTroubles) => report({ kind: "troubles", time: now(), troubles });
  const capture = () => {
    const patience = Math.max(stallAfter, driver.longestSilence?.(setup) ?? 0);
    return live
      ? watchForStall(driver, setup, { stop, stallAfter: patience, tell, count })
      : driver.capture(setup, stop, tell, count);
  };
  let sequence = 0;
  /** After the last block, by the source, and the same as the station's time. */
  let end: UtcMilliseconds | undefined;
  let utcEnd = 0;
  /** The fault that began the present outage, and the one last told of it. */
  let outage: Fault | undefined;
  let told: Fault | undefined;
  report({ kind: "condition", condition: "starting", time: now() });
  while (!stop.aborted) {
    try {
      running = false;
      for await (const block of capture()) {
        if (!running) report({ kind: "condition", condition: "running", time: now() });
        running = true;
        const time = utcOf(block.time);
        const lostBefore = Math.max(block.lostBefore, outage ? samplesMissing(end, block) : 0);
        const missing = (lostBefore / block.sampleRate) * millisecondsPerSecond;
        // By the steady clock nothing is missing there.
        const leap = end === undefined ? 0 : time - utcEnd - (block.time - end);
        if (leap > leastLeap) {
          report({ kind: "gap", from: utcEnd, to: time - missing, lostSamples: 0, reason: "clock set" });
        }
        if (lostBefore > 0) {
          const reason = outage?.code ?? (driver.inPieces ? "not measured" : "lost in device");
          const from = end === undefined ? time - missing : Math.max(utcEnd, time - missing);
          report({ kind: "gap", from, to: time, lostSamples: lostBefore, reason });
        }
        outage = undefined;
        told = undefined;
        end = blockEnd(block);
        utcEnd = time + (end - block.time);
        yield { ...block, time, sequence: sequence++, lostBefore };
      }
      if (!stop.aborted) report({ kind: "condition", condition: "ended", time: now() });
      return;
    } catch (thrown) {
      if (stop.aborted) return;
      const fault = asFault(thrown, "DEVICE_LOST");
      const wait = live || driver.inPieces ? retryAfter(fault) : undefined;
      const condition = wait === undefined ? "ended" : "waiting";
      // The same trouble at every attempt is told once.
      if (condition === "ended" || told?.code !== fault.code || told.message !== fault.message) {
        report({ kind: "condition", condition, time: now(), fault });
      }
      if (wait === undefined) return;
      outage ??= fault;
      told = fault;
      await sleep(wait, undefined, { signal: stop }).catch(() => {});
    }
  }
}

function samplesMissing(end: UtcMilliseconds | undefined, next: SampleBlock): number {
  if (end === undefined) return 0;
  return Math.max(0, Math.round(((next.time - end) / millisecondsPerSecond) * next.sampleRate));
}
