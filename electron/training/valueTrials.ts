import type { TrainingFeature } from "../micromodels/kind.ts";
import type { FaultTrial, TrialWindow } from "./faultTrials.ts";
import type { HeldOut } from "./heldOut.ts";

/** Windows tried of each held-out part: as many as excerpts. */
const mostWindows = 3;
/** A linear value is raised by so many of its usual changes where another one is raised by the decibels of a usual change of level. */
const usualChangeOfLevel = 3;
/** Where nothing is usual for a value, 10 dB make it this much larger, as a share of itself. */
const shareOfUnknown = 2;

/**
 * What a worse state would make of the values of a component, one after the other, in healthy time that a model has not learned from:
 * a level, ratio or frequency is multiplied; a temperature is raised by 2.5 °C for each decibel, that is 25 °C where a velocity triples.
 * No recording is needed for it: the values are all there is.
 */
export function valueTrials(parts: readonly HeldOut[], features: readonly TrainingFeature[]): FaultTrial[] {
  const windows = parts.flatMap((part, index) =>
    some(part.windows).map((values): TrialWindow => ({ part: index, values })),
  );
  return features.flatMap((feature, j): FaultTrial[] => {
    if (feature.group !== "value" || windows.length === 0) return [];
    const perDecibel = stepOf(feature, windows, j);
    return [
      {
        fault: "value",
        pointId: feature.pointId,
        ...(feature.decibelsPerUnit === undefined && { perDecibel }),
        windows: (change) =>
          windows.map(({ part, values }) => ({ part, values: values.with(j, values[j]! + change * perDecibel) })),
      },
    ];
  });
}

/** By how much a decibel of change moves the feature. */
function stepOf({ decibelsPerUnit, usual }: TrainingFeature, windows: readonly TrialWindow[], j: number): number {
  if (decibelsPerUnit !== undefined) return 1 / decibelsPerUnit;
  if (usual?.change !== undefined) return usual.change / usualChangeOfLevel;
  const size = windows.reduce((sum, { values }) => sum + Math.abs(values[j]!), 0) / windows.length;
  return (shareOfUnknown * Math.max(size, Number.MIN_VALUE)) / 10;
}

/** Evenly spread. */
function some(windows: readonly Float32Array[]): Float32Array[] {
  const count = Math.min(mostWindows, windows.length);
  return Array.from({ length: count }, (_, n) => windows[Math.floor(((n + 0.5) * windows.length) / count)]!);
}
