import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sharedFolder } from "./sharedFolder.ts";

export interface GoldenCase {
  readonly id: string;
  readonly feature: string;
  readonly input: string | null;
  readonly sampleRate: number;
  // biome-ignore lint/suspicious/noExplicitAny: the table describes a different shape per feature
  readonly params: any;
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly expected: any;
  readonly tolerance: Tolerance | null;
  readonly doNotCompare?: readonly string[];
  readonly rolloffDecisive?: Readonly<Record<string, boolean>>;
  readonly segments?: number;
  readonly meanSquare?: number;
  readonly totalMeanSquare?: number;
  /** Of amplitude spectra: the bins of the maximum, null when more than two tie. */
  readonly peak?: { readonly bins: readonly number[] | null };
}

interface Tolerance {
  readonly relative?: number;
  readonly absolute?: number;
  readonly absoluteOfMax?: number;
  readonly absoluteOfPeak?: number;
  readonly absoluteSkewness?: number;
  readonly absoluteDb?: number;
}

interface Table {
  readonly cases: readonly GoldenCase[];
  readonly inputs: readonly { readonly id: string; readonly file: string }[];
}

let table: Table | undefined;

export function goldenTable(): Table {
  table ??= JSON.parse(readFileSync(join(sharedFolder(), "golden", "cases.json"), "utf8")) as Table;
  return table;
}

export function goldenCases(feature: string): GoldenCase[] {
  return goldenTable().cases.filter((entry) => entry.feature === feature);
}

/** The samples of an input, widened to float64. */
export function goldenInput(id: string): Float64Array<ArrayBuffer> {
  const entry = goldenTable().inputs.find((input) => input.id === id);
  if (!entry) throw new Error(`There is no golden input ${id}`);
  const bytes = readFileSync(join(sharedFolder(), "golden", entry.file));
  return Float64Array.from({ length: bytes.length / 4 }, (_, n) => bytes.readFloatLE(4 * n));
}

/** An expected array, from the table itself or from its file. */
export function goldenArray(expected: number[] | { file: string }): Float64Array {
  if (Array.isArray(expected)) return Float64Array.from(expected);
  const bytes = readFileSync(join(sharedFolder(), "golden", expected.file));
  return Float64Array.from({ length: bytes.length / 8 }, (_, n) => bytes.readDoubleLE(8 * n));
}

/**
 * How far a value is from what is wanted, in units of what is allowed; ≤ 1 passes.
 * |got − want| ≤ max(relative·|want|, absolute, absoluteOfMax·max|want array|, absoluteOfPeak·max|x|, 1e-20)
 */
export function missBy(
  got: number,
  want: number,
  tolerance: Tolerance,
  context: { readonly largest?: number; readonly peak?: number } = {},
): number {
  const allowed = Math.max(
    (tolerance.relative ?? 0) * Math.abs(want),
    tolerance.absolute ?? 0,
    (tolerance.absoluteOfMax ?? 0) * (context.largest ?? 0),
    (tolerance.absoluteOfPeak ?? 0) * (context.peak ?? 0),
    1e-20,
  );
  const miss = Math.abs(got - want) / allowed;
  return Number.isNaN(miss) ? Number.POSITIVE_INFINITY : miss;
}

export function largestMagnitude(values: Float64Array): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}

/** The worst miss over an array; infinite when the lengths differ. */
export function missOfArray(got: ArrayLike<number>, want: Float64Array, tolerance: Tolerance, peak = 0): number {
  if (got.length !== want.length) return Number.POSITIVE_INFINITY;
  const largest = largestMagnitude(want);
  return want.reduce((worst, value, k) => Math.max(worst, missBy(got[k]!, value, tolerance, { largest, peak })), 0);
}
