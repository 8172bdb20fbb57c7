import { setTimeout as sleep } from "node:timers/promises";
import { asFault, type Fault, type FaultCode } from "../domain/fault.ts";
import type { DeviceSetup } from "../domain/plant.ts";
import { blockEnd, type SampleBlock } from "../domain/sampleBlock.ts";
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
}

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
 * A source that waits for its reader is never read a second time: its faults end it.
 * @returns blocks until `stop`, the end of a recording, or a fault that only a change of the setup can mend; never throws
 */
export async function* keepCapturing(
  driver: Driver,
  setup: DeviceSetup,
  options: KeepCapturingOptions,
): AsyncGenerator<SampleBlock, void, undefined> {
  const { stop, report, now = Date.now, retryAfter = usualRetry, stallAfter = 3000 } = options;
  const live = driver.isLive(setup);
  let sequence = 0;
  let end: UtcMilliseconds | undefined;
  /** The fault that began the present outage, and the one last told of it. */
  let outage: Fault | undefined;
  let told: Fault | undefined;
  report({ kind: "condition", condition: "starting", time: now() });
  while (!stop.aborted) {
    try {
      let running = false;
      for await (const block of live ? watchForStall(driver, setup, stop, stallAfter) : driver.capture(setup, stop)) {
        if (!running) report({ kind: "condition", condition: "running", time: now() });
        running = true;
        const lostBefore = Math.max(block.lostBefore, outage ? samplesMissing(end, block) : 0);
        if (lostBefore > 0) {
          const from = block.time - (lostBefore / block.sampleRate) * millisecondsPerSecond;
          const reason = outage?.code ?? "lost in device";
          report({ kind: "gap", from, to: block.time, lostSamples: lostBefore, reason });
        }
        outage = undefined;
        told = undefined;
        end = blockEnd(block);
        yield { ...block, sequence: sequence++, lostBefore };
      }
      if (!stop.aborted) report({ kind: "condition", condition: "ended", time: now() });
      return;
    } catch (thrown) {
      if (stop.aborted) return;
      const fault = asFault(thrown, "DEVICE_LOST");
      const wait = live ? retryAfter(fault) : undefined;
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
