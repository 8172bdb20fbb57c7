import { Fault } from "../domain/fault.ts";
import type { Term } from "./sessionTerms.ts";

/** All numbers of a healthy space, in float32 so that a saved one is the same space. */
export interface HealthySpaceWeights {
  readonly featureCount: number;
  /** Shape [terms]. */
  readonly terms: readonly Pick<Term, "name" | "first" | "count">[];
  /** Shape [terms]: mean of the healthy session means. */
  readonly centre: Float32Array;
  /** Shape [terms]: how far a healthy window of another session is expected to lie from the centre. */
  readonly deviation: Float32Array;
  /** Shape [terms] each: see the fields of the same names of a Term. */
  readonly weight: Float32Array;
  readonly share: Float32Array;
  readonly discount: Float32Array;
  /** Shape [directions][terms], orthonormal: along these the healthy sessions differ from each other. */
  readonly directions: readonly Float32Array[];
  /** Shape [directions]: 0 = left alone, 1 = ignored altogether. */
  readonly damping: Float32Array;
}

/** More than any sensible component needs, and little enough that a hostile file cannot fill the memory. */
const mostFeatures = 65_536;
const mostTerms = 16_384;
const mostDirections = 64;
const mostNameBytes = 2_000_000;

/**
 * Little-endian: u32 features, u32 terms T, u32 directions D, u32 bytes of names; T × u32 first; T × u32 count;
 * float32: centre [T], deviation [T], weight [T], share [T], discount [T], directions [D][T], damping [D]; names as a JSON array of T strings.
 */
export function saveHealthySpace(weights: HealthySpaceWeights): Uint8Array<ArrayBuffer> {
  const { terms, directions } = weights;
  const names = new TextEncoder().encode(JSON.stringify(terms.map((term) => term.name)));
  const numbers = terms.length * (7 + directions.length) + directions.length;
  const bytes = new Uint8Array(16 + 4 * numbers + names.length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const putInteger = (value: number) => {
    view.setUint32(at, value, true);
    at += 4;
  };
  const putAll = (values: Float32Array) => {
    for (const value of values) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  };
  for (const value of [weights.featureCount, terms.length, directions.length, names.length]) putInteger(value);
  for (const term of terms) putInteger(term.first);
  for (const term of terms) putInteger(term.count);
  for (const values of [
    weights.centre,
    weights.deviation,
    weights.weight,
    weights.share,
    weights.discount,
    ...directions,
    weights.damping,
  ])
    putAll(values);
  bytes.set(names, at);
  return bytes;
}

/** @throws Fault BAD_ARTIFACT for anything that `saveHealthySpace` cannot have written */
export function loadHealthySpace(bytes: Uint8Array): HealthySpaceWeights {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  demand(bytes.length >= 16, "it is too short");
  const [featureCount, termCount, directionCount, nameBytes] = [0, 4, 8, 12].map((at) => view.getUint32(at, true)) as [
    number,
    number,
    number,
    number,
  ];
  const possible =
    featureCount >= 1 &&
    featureCount <= mostFeatures &&
    termCount >= 1 &&
    termCount <= mostTerms &&
    directionCount <= mostDirections &&
    nameBytes <= mostNameBytes;
  demand(possible, "its dimensions are impossible");
  const numbers = termCount * (7 + directionCount) + directionCount;
  demand(bytes.length === 16 + 4 * numbers + nameBytes, "its length does not fit its dimensions");
  let at = 16;
  const integers = () => {
    const start = at;
    at += 4 * termCount;
    return Array.from({ length: termCount }, (_, t) => view.getUint32(start + 4 * t, true));
  };
  const floats = (count: number) => {
    const start = at;
    at += 4 * count;
    const values = Float32Array.from({ length: count }, (_, i) => view.getFloat32(start + 4 * i, true));
    demand(values.every(Number.isFinite), "it holds numbers that are not finite");
    return values;
  };
  const firsts = integers();
  const counts = integers();
  const centre = floats(termCount);
  const deviation = floats(termCount);
  const weight = floats(termCount);
  const share = floats(termCount);
  const discount = floats(termCount);
  const directions = Array.from({ length: directionCount }, () => floats(termCount));
  const damping = floats(directionCount);
  demand(
    deviation.every((value) => value > 0),
    "a deviation is not positive",
  );
  demand(
    [...weight, ...discount].every((value) => value > 0),
    "a weight is out of range",
  );
  demand(
    [...share, ...damping].every((value) => value >= 0 && value <= 1),
    "a share is out of range",
  );
  const names = readNames(bytes.subarray(at), termCount);
  const terms = firsts.map((first, t) => ({ name: names[t]!, first, count: counts[t]! }));
  demand(
    terms.every(({ first, count }) => count >= 1 && first + count <= featureCount),
    "a term lies outside the features",
  );
  return { featureCount, terms, centre, deviation, weight, share, discount, directions, damping };
}

function readNames(bytes: Uint8Array, count: number): string[] {
  let names: unknown;
  try {
    names = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    names = undefined;
  }
  demand(
    Array.isArray(names) && names.length === count && names.every((name) => typeof name === "string"),
    "its names are unreadable",
  );
  return names as string[];
}

function demand(holds: boolean, reason: string): void {
  if (!holds) throw new Fault("BAD_ARTIFACT", `The micromodel cannot be used: ${reason}. Learn the component anew.`);
}
