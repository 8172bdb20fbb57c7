import type { LevelTerm } from "./levelTerms.ts";
import { PayloadReader, PayloadWriter } from "./payload.ts";

/** All numbers of a level watch, in float32 so that a saved one is the same. */
export interface LevelWatchWeights {
  readonly featureCount: number;
  readonly terms: readonly LevelTerm[];
  /** Shape [terms]: healthy level in decibels. */
  readonly centre: Float32Array;
  /** Shape [terms] each: names of the features behind a term; of the loudness "" where there is none. */
  readonly names: readonly string[];
  readonly loudnessNames: readonly string[];
}

/** More than any sensible component needs, and little enough that a hostile file cannot fill the memory. */
const mostFeatures = 65_536;
const mostNameBytes = 4_000_000;

/**
 * u32 features, u32 terms T, u32 bytes of names; T × u32 feature, T × u32 loudness (0: none, otherwise its feature + 1); float32:
 * decibels per unit [T], of the loudness [T], share [T], centre [T]; names as a JSON array of 2 T strings.
 */
export function saveLevelWatch(weights: LevelWatchWeights): Uint8Array<ArrayBuffer> {
  const { terms } = weights;
  const names = new TextEncoder().encode(JSON.stringify([...weights.names, ...weights.loudnessNames]));
  const payload = new PayloadWriter().integer(weights.featureCount).integer(terms.length).integer(names.length);
  for (const { part } of terms) payload.integer(part.feature);
  for (const { loudness } of terms) payload.integer(loudness === null ? 0 : loudness.feature + 1);
  return payload
    .floats(terms.map(({ part }) => part.decibelsPerUnit))
    .floats(terms.map(({ loudness }) => loudness?.decibelsPerUnit ?? 0))
    .floats(terms.map(({ share }) => share))
    .floats(weights.centre)
    .bytes(names)
    .finish();
}

/** @throws Fault BAD_ARTIFACT for anything that `saveLevelWatch` cannot have written */
export function loadLevelWatch(bytes: Uint8Array): LevelWatchWeights {
  const payload = new PayloadReader(bytes);
  const featureCount = payload.integer(1, mostFeatures);
  const count = payload.integer(1, featureCount);
  const nameBytes = payload.integer(2, mostNameBytes);
  payload.demand(bytes.length === 12 + 24 * count + nameBytes, "its length does not fit its dimensions");
  const integers = (most: number) => Array.from({ length: count }, () => payload.integer(0, most));
  const features = integers(featureCount - 1);
  const loudnesses = integers(featureCount);
  const [perUnit, loudnessPerUnit, share] = [payload.floats(count), payload.floats(count), payload.floats(count)];
  const centre = payload.floats(count);
  payload.demand(
    share.every((value) => value >= 0 && value <= 1),
    "a share is out of range",
  );
  const names = readNames(payload.rest(), payload, 2 * count);
  return {
    featureCount,
    terms: features.map((feature, t) => ({
      part: { feature, decibelsPerUnit: perUnit[t]! },
      loudness: loudnesses[t] === 0 ? null : { feature: loudnesses[t]! - 1, decibelsPerUnit: loudnessPerUnit[t]! },
      share: share[t]!,
    })),
    centre,
    names: names.slice(0, count),
    loudnessNames: names.slice(count),
  };
}

function readNames(bytes: Uint8Array, payload: PayloadReader, count: number): string[] {
  let names: unknown;
  try {
    names = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    names = undefined;
  }
  const readable = Array.isArray(names) && names.length === count && names.every((name) => typeof name === "string");
  payload.demand(readable, "its names are unreadable");
  return names as string[];
}
