import { Fault } from "../domain/fault.ts";
import type { TrainingSet } from "./kind.ts";

/**
 * What every kind asks of its training set.
 * @throws Fault TOO_LITTLE_DATA with `needed`, `found`, `missing`; BAD_SHAPE when a window has another number of features;
 *   BAD_SAMPLES when a value is not finite, or when no feature ever changes
 */
export function checkTrainingSet(set: TrainingSet, leastWindows: number): void {
  const windows = set.sessions.flatMap((session) => session.windows);
  if (windows.length < leastWindows || set.features.length === 0) {
    const missing = leastWindows - windows.length;
    const { windowSeconds = 1 } = set;
    const howLong = windowSeconds === 1 ? "longer" : `for at least ${Math.ceil(leastWindows * windowSeconds)} s`;
    throw new Fault(
      "TOO_LITTLE_DATA",
      `Learning needs at least ${leastWindows} healthy windows; ${windows.length} are there, ${missing} are missing. Let it listen ${howLong}.`,
      { details: { needed: leastWindows, found: windows.length, missing } },
    );
  }
  const first = windows[0]!;
  let changes = false;
  for (const window of windows) {
    if (window.length !== set.features.length) {
      throw new Fault(
        "BAD_SHAPE",
        `A window has ${window.length} features where ${set.features.length} are expected.`,
        {
          details: { expected: set.features.length, found: window.length },
        },
      );
    }
    for (let j = 0; j < window.length; j++) {
      if (!Number.isFinite(window[j])) {
        throw new Fault(
          "BAD_SAMPLES",
          `The feature "${set.features[j]!.name}" is not a finite number. Check the sensor.`,
        );
      }
      if (window[j] !== first[j]) changes = true;
    }
  }
  // a value that a sensor rounds may well stand still for a while
  if (!changes && set.features.some(({ group }) => group !== "value")) {
    throw new Fault(
      "BAD_SAMPLES",
      "All healthy windows are exactly alike: the signal is constant or repeats itself. Check that the machine runs and the sensor is connected.",
    );
  }
}

/** @throws Fault BAD_SHAPE, BAD_SAMPLES unless these are as many finite features as the model has learned */
export function checkFeatures(features: Float32Array, expected: number): void {
  if (features.length !== expected) {
    throw new Fault(
      "BAD_SHAPE",
      `The model knows ${expected} features, not ${features.length}: sensors were added, removed or changed. Learn the component anew.`,
      { details: { expected, found: features.length } },
    );
  }
  for (let j = 0; j < features.length; j++) {
    if (!Number.isFinite(features[j])) throw new Fault("BAD_SAMPLES", `Feature ${j + 1} is not a finite number.`);
  }
}
