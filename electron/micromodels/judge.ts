import type { DisplaySpectrum } from "../domain/alert.ts";
import type { NotJudgedReason } from "../domain/assessment.ts";
import type { OperatingTag } from "../domain/operatingTag.ts";
import type { PointId } from "../domain/plant.ts";
import type { OpenedArtifact } from "./artifact.ts";
import { FineDeviation, withFineDetail } from "./fineDetail.ts";
import { kindOf } from "./kinds.ts";
import { recognise } from "./operatingModes.ts";
import { WindowMedian } from "./windowMedian.ts";

/** One window of a component, with all that is known of it. */
export interface Observation {
  /** Shape [features]: the vectors of all points, joined. */
  readonly values: Float32Array;
  readonly spectra: readonly { readonly pointId: PointId; readonly spectrum: DisplaySpectrum }[];
  readonly tag?: OperatingTag | undefined;
}

/** What a model in service says of a window. */
export interface Judgement {
  /** On the scale of the threshold, whether it is judged or not; below it, ordered by fine detail too (`withFineDetail`). */
  readonly value: number;
  readonly threshold: number;
  /** Why the value says nothing about health; missing when it does. */
  readonly notJudged?: Extract<NotJudgedReason, "machine off" | "new operating mode"> | undefined;
  /** The operating mode it was recognised as, in the words of the report card. */
  readonly mode?: string | undefined;
}

/** A machine that was off takes its time until it runs as it has learned: so many windows that look unusual are put down to that. */
const runUpWindows = 10;

/**
 * Judges the windows of one component, one after the other. Its only memory are the last windows, for what looks at a stretch of
 * time; nothing is learned.
 */
export class Judge {
  readonly #opened: OpenedArtifact;
  readonly #medians: readonly WindowMedian[];
  readonly #detail: FineDeviation | undefined;
  /**
   * A threshold that many sessions made narrow holds for the ways of running they had. For any other it begins again where that of a
   * single session does: so many times its own.
   */
  readonly #widest: number;
  #runUp = 0;

  constructor(opened: OpenedArtifact) {
    this.#opened = opened;
    this.#medians = opened.members.map((member) => new WindowMedian(member.smoothing));
    const { centre, spread } = opened;
    this.#detail = centre && spread && new FineDeviation({ centre, spread });
    const { kind, threshold } = opened.header;
    this.#widest = Math.max(1, kindOf(kind).usual.oneSession / threshold);
  }

  /**
   * The member that finds the window most unusual, measured by its own threshold, speaks for all; fine detail speaks below that.
   * @throws Fault BAD_SHAPE, BAD_SAMPLES for features that the model has not learned
   */
  judge(observation: Observation): Judgement {
    const { header } = this.#opened;
    const { threshold, modes } = header;
    const recognition = modes && recognise(modes, observation);
    const severity = this.#severity(observation.values);
    const value = withFineDetail(severity, this.#detail?.push(observation.values) ?? null) * threshold;
    if (recognition?.state === "off") {
      // a machine that stands still is no part of the stretch that is watched
      this.reset();
      this.#runUp = runUpWindows;
      return { value, threshold, notJudged: "machine off" };
    }
    const runsUp = this.#runUp > 0;
    if (runsUp) this.#runUp -= 1;
    const mode = recognition?.mode;
    const isExplained = recognition?.state === "new" && !(severity > recognition.factor * this.#widest);
    const unsure = severity > 1 && (runsUp || isExplained);
    return unsure ? { value, threshold, notJudged: "new operating mode", mode } : { value, threshold, mode };
  }

  /** Forgets the last windows: after a gap they do not belong together. */
  reset(): void {
    for (const median of this.#medians) median.reset();
    this.#detail?.reset();
  }

  /** Largest score over threshold of the members that have heard enough. */
  #severity(values: Float32Array): number {
    return this.#opened.members.reduce((worst, member, index) => {
      const seen = this.#medians[index]!.push(values);
      return seen === null ? worst : Math.max(worst, member.model.score(seen) / member.threshold);
    }, 0);
  }
}
