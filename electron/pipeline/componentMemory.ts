import type { DisplaySpectrum } from "../domain/alert.ts";
import type { NotJudgedReason } from "../domain/assessment.ts";
import type { PointId } from "../domain/plant.ts";
import { type Milliseconds, millisecondsPerSecond, type Seconds, type UtcMilliseconds } from "../domain/units.ts";
import { meanSpectrum } from "../health/deviation.ts";
import { followReason, judgedSoFar, type SteadyReason } from "../health/steadyReason.ts";
import type { WindowResult } from "./analysisMessages.ts";

/** How far back the score history of an alert reaches. */
const scoreHistory: Milliseconds = 120_000;
/** The spectrum of an alert is the mean of this many windows: one second alone is too noisy to compare. */
const spectraKept = 5;

export interface ScoreAt {
  readonly time: UtcMilliseconds;
  readonly value: number;
}

/** The last minutes of one component: what an alert freezes besides the raw samples. */
export class ComponentMemory {
  #scores: ScoreAt[] = [];
  #reason: SteadyReason = judgedSoFar;
  readonly #spectra = new Map<PointId, DisplaySpectrum[]>();
  /** When the last window came, by the station's clock; −∞ before the first. */
  heardAt: UtcMilliseconds = Number.NEGATIVE_INFINITY;
  /** Length of the last window: as often windows come. */
  windowSeconds: Seconds = 1;
  /** Features of the last window, as the model in service sees them; null when they could not be computed. */
  values: Float32Array | null = null;
  /** The last window could be computed. */
  hasSignal = false;

  /** Why the model in service has nothing to say of the last windows; undefined while it has. */
  get notJudged(): NotJudgedReason | undefined {
    return this.#reason.shown;
  }

  /** Another model serves now: what the one before had nothing to say of does not bind it. */
  forgetReason(): void {
    this.#reason = judgedSoFar;
  }

  remember(window: WindowResult, heardAt: UtcMilliseconds): void {
    this.heardAt = heardAt;
    this.windowSeconds = window.duration;
    this.values = (window.special ?? window).values;
    this.hasSignal = window.values !== null;
    const end = window.time + window.duration * millisecondsPerSecond;
    if (window.score !== undefined) this.#reason = followReason(this.#reason, window.score.notJudged);
    if (window.score !== undefined && window.score.notJudged === undefined) {
      this.#scores.push({ time: end, value: window.score.value });
      if (this.#scores.length > 0 && this.#scores[0]!.time < end - scoreHistory) this.#scores.shift();
    }
    for (const { pointId, spectrum } of window.spectra) {
      const kept = this.#spectra.get(pointId) ?? [];
      kept.push(spectrum);
      if (kept.length > spectraKept) kept.shift();
      this.#spectra.set(pointId, kept);
    }
  }

  get scores(): readonly ScoreAt[] {
    return [...this.#scores];
  }

  spectrum(pointId: PointId): DisplaySpectrum | undefined {
    return meanSpectrum(this.#spectra.get(pointId) ?? []);
  }
}
