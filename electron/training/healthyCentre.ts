import type { TrainingSet } from "../micromodels/kind.ts";

/** Mean of the session means of each feature, shape [features]: a long session weighs no more than a short one. */
export function healthyCentre({ features, sessions }: TrainingSet): Float32Array<ArrayBuffer> {
  return Float32Array.from(features, (_, j) => {
    const means = sessions.map(({ windows }) => average(windows.map((window) => window[j]!)));
    return average(means);
  });
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
