import { PayloadReader, PayloadWriter } from "./payload.ts";

/** One value that is watched. */
export interface WatchedValue {
  /** Index among the features. */
  readonly feature: number;
  readonly name: string;
  /** On the scale of the feature: where it lies when healthy, and the change that is still usual. */
  readonly centre: number;
  readonly tolerance: number;
  /** What makes it smaller is no fault. */
  readonly onlyRises: boolean;
}

/** All numbers of a value watch, in float32 so that a saved one is the same. */
export interface ValueWatchWeights {
  readonly featureCount: number;
  readonly values: readonly WatchedValue[];
}

/** More than any sensible component needs, and little enough that a hostile file cannot fill the memory. */
const mostFeatures = 65_536;
const mostNameBytes = 4_000_000;

/**
 * u32 features, u32 values V, u32 bytes of names; V × u32 feature, V × u32 only rises (0 or 1); float32: centre [V], tolerance [V]; names
 * as a JSON array of V strings.
 */
export function saveValueWatch({ featureCount, values }: ValueWatchWeights): Uint8Array<ArrayBuffer> {
  const names = new TextEncoder().encode(JSON.stringify(values.map(({ name }) => name)));
  const payload = new PayloadWriter().integer(featureCount).integer(values.length).integer(names.length);
  for (const { feature } of values) payload.integer(feature);
  for (const { onlyRises } of values) payload.integer(onlyRises ? 1 : 0);
  return payload
    .floats(values.map(({ centre }) => centre))
    .floats(values.map(({ tolerance }) => tolerance))
    .bytes(names)
    .finish();
}

/** @throws Fault BAD_ARTIFACT for anything that `saveValueWatch` cannot have written */
export function loadValueWatch(bytes: Uint8Array): ValueWatchWeights {
  const payload = new PayloadReader(bytes);
  const featureCount = payload.integer(1, mostFeatures);
  const count = payload.integer(1, featureCount);
  const nameBytes = payload.integer(2, mostNameBytes);
  payload.demand(bytes.length === 12 + 16 * count + nameBytes, "its length does not fit its dimensions");
  const integers = (most: number) => Array.from({ length: count }, () => payload.integer(0, most));
  const [features, rises] = [integers(featureCount - 1), integers(1)];
  const [centre, tolerance] = [payload.floats(count), payload.floats(count)];
  payload.demand(
    tolerance.every((value) => value > 0),
    "a tolerance is not positive",
  );
  const names = readNames(payload, count);
  return {
    featureCount,
    values: features.map((feature, v) => ({
      feature,
      name: names[v]!,
      centre: centre[v]!,
      tolerance: tolerance[v]!,
      onlyRises: rises[v] === 1,
    })),
  };
}

function readNames(payload: PayloadReader, count: number): string[] {
  let names: unknown;
  try {
    names = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload.rest()));
  } catch {
    names = undefined;
  }
  const readable = Array.isArray(names) && names.length === count && names.every((name) => typeof name === "string");
  payload.demand(readable, "its names are unreadable");
  return names as string[];
}
