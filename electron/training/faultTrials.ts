import type { PointId } from "../domain/plant.ts";
import type { PseudoFault } from "../domain/reportCard.ts";
import type { Decibels, Hertz } from "../domain/units.ts";
import type { Excerpt, HeldOut } from "./heldOut.ts";
import { type FaultPattern, pseudoFaults } from "./pseudoFaults.ts";
import type { TrainingRequest } from "./trainingRequest.ts";

/** A window with a pseudo-fault in it, and which of the held-out parts it belongs to. */
export interface TrialWindow {
  readonly part: number;
  /** Shape [features]. */
  readonly values: Float32Array;
}

/** One pseudo-fault in all held-out excerpts, at any strength. */
export interface FaultTrial {
  readonly fault: PseudoFault;
  readonly low?: Hertz | undefined;
  readonly high?: Hertz | undefined;
  /** Of a value: whose, and what a decibel of change is in its unit, where its scale is linear. */
  readonly pointId?: PointId | undefined;
  readonly perDecibel?: number | undefined;
  /** Computed once for each strength; excerpts that cannot be computed are missing. */
  windows(change: Decibels): readonly TrialWindow[];
}

/**
 * The same fault at every point of a component, as strong at each relative to its own octave.
 * @param vectorOf features of an excerpt
 * @returns none without excerpts
 */
export function faultTrials(
  parts: readonly HeldOut[],
  points: TrainingRequest["points"],
  vectorOf: (excerpt: Excerpt) => Float32Array | null,
  seed: number,
): FaultTrial[] {
  const makers = new Map<string, (samples: Float32Array) => FaultPattern[]>();
  const makerOf = (length: number, sampleRate: Hertz) => {
    const key = `${length} ${sampleRate}`;
    const maker = makers.get(key) ?? pseudoFaults(length, sampleRate, seed);
    makers.set(key, maker);
    return maker;
  };
  const excerpts = parts.flatMap((part, index) =>
    part.excerpts.map((excerpt) => ({
      part: index,
      // a value hears nothing of what is mixed into a waveform
      patterns: excerpt.map((samples, p) =>
        points[p]?.value === undefined ? makerOf(samples.length, points[p]!.sampleRate)(samples) : samples,
      ),
    })),
  );
  const first = excerpts[0]?.patterns.find((each): each is FaultPattern[] => Array.isArray(each)) ?? [];
  return first.map(({ fault, low, high }, at): FaultTrial => {
    const ordinal = first.slice(0, at).filter((other) => other.fault === fault).length;
    const known = new Map<Decibels, TrialWindow[]>();
    const compute = (change: Decibels) =>
      excerpts.flatMap(({ part, patterns }): TrialWindow[] => {
        const injected = patterns.map((each) =>
          Array.isArray(each) ? alike(each, fault, ordinal).inject(change) : each,
        );
        const values = vectorOf(injected);
        return values ? [{ part, values }] : [];
      });
    return {
      fault,
      low,
      high,
      windows(change) {
        const windows = known.get(change) ?? compute(change);
        known.set(change, windows);
        return windows;
      },
    };
  });
}

/** Points of a lower rate have fewer octaves: the lowest that they have stands for those below. */
function alike(patterns: readonly FaultPattern[], fault: PseudoFault, ordinal: number): FaultPattern {
  const same = patterns.filter((pattern) => pattern.fault === fault);
  return same[Math.min(ordinal, same.length - 1)]!;
}
