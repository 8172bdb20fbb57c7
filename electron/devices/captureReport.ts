import type { Fault, FaultCode } from "../domain/fault.ts";
import type { SourceTroubles } from "../domain/sourceTroubles.ts";
import type { UtcMilliseconds } from "../domain/units.ts";

/** How a capture is doing, told when it changes. */
export interface ConditionReport {
  readonly kind: "condition";
  /**
   * `waiting`: it failed and is tried again; `ended`: it will deliver nothing more, because a recording came to its end or,
   * with a fault, because nothing but a change of its setup can help. `running` with a fault: one thing was refused (a file of a
   * folder), and it goes on.
   */
  readonly condition: "starting" | "running" | "waiting" | "ended";
  readonly time: UtcMilliseconds;
  readonly fault?: Fault | undefined;
}

/** A stretch without samples, told when the first block after it has come. */
export interface GapReport {
  readonly kind: "gap";
  readonly from: UtcMilliseconds;
  readonly to: UtcMilliseconds;
  /** Samples per channel: the `lostBefore` of the block at `to`. */
  readonly lostSamples: number;
  /**
   * The fault that interrupted the capture; `lost in device` when the driver itself counted them (overrun, bad lines);
   * `not measured` between two pieces of a source that comes in pieces; `clock set` when the time of day was put forward and
   * nothing was lost at all.
   */
  readonly reason: FaultCode | "lost in device" | "not measured" | "clock set";
}

/** What went wrong while no block came that could carry its count. */
export interface TroublesReport {
  readonly kind: "troubles";
  readonly time: UtcMilliseconds;
  readonly troubles: SourceTroubles;
}

export type CaptureReport = ConditionReport | GapReport | TroublesReport;
