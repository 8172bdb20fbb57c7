import { eventIterator, oc, type } from "@orpc/contract";
import { z } from "zod";
import type { DisplaySpectrum, HealthySpectrum, LineSpectrum } from "../domain/alert.ts";
import type { PointId } from "../domain/plant.ts";
import type { Hertz, Milliseconds, Unit, UtcMilliseconds } from "../domain/units.ts";
import { faults } from "./faults.ts";
import { id } from "./validators.ts";

/** One picture of a point for the eye, thinned: at most 20 a second. */
export interface LiveFrame {
  readonly pointId: PointId;
  /** End of the stretch that is shown. */
  readonly time: UtcMilliseconds;
  readonly unit: Unit;
  readonly sampleRate: Hertz;
  readonly rms: number;
  readonly peak: number;
  /** Levels in dB relative to 1 `unit` (amplitude). */
  readonly spectrum: DisplaySpectrum;
  /** Every line, fine enough for cursors (amplitude, dB relative to 1 `unit`): in about every fourth frame. */
  readonly lines?: LineSpectrum | undefined;
  /** Smallest and largest sample of each of equal steps, oldest first; `duration` is the whole stretch. */
  readonly waveform: {
    readonly duration: Milliseconds;
    readonly low: readonly number[];
    readonly high: readonly number[];
  };
}

export const liveContract = {
  watch: oc
    .errors(faults)
    .input(z.object({ pointId: id }))
    .output(eventIterator(type<LiveFrame>())),
  /** null before the component has learned. */
  healthy: oc
    .errors(faults)
    .input(z.object({ pointId: id }))
    .output(type<HealthySpectrum | null>()),
};
