import { Fault } from "../domain/fault.ts";
import type { Hertz } from "../domain/units.ts";
import { requireRate } from "./samples.ts";

/** Triangular bands over the bins of a one-sided spectrum, kept sparse: row j covers the bins from `first[j]` on. */
export interface MelBank {
  /** Shape [bands + 2]: band j reaches from edge j to edge j + 2 and peaks at edge j + 1. */
  readonly edges: readonly Hertz[];
  readonly first: readonly number[];
  readonly weights: readonly Float64Array[];
}

export interface MelBankOptions {
  readonly low?: Hertz;
  /** Half the sample rate unless given. */
  readonly high?: Hertz;
  /** "slaney" scales each band to equal area: times 2 / (its width in Hz). */
  readonly norm?: "none" | "slaney";
  /** Below this frequency bands are about equally wide, above it they widen in proportion. 700 Hz is the HTK scale. */
  readonly corner?: Hertz;
}

/**
 * Mel filter bank, HTK formula mel(f) = 2595·log10(1 + f/700): edges equally spaced in mel,
 * weight at bin frequency f = max(0, min((f − e_j)/(e_{j+1} − e_j), (e_{j+2} − f)/(e_{j+2} − e_{j+1}))).
 * @param size length of the transform whose ⌊size/2⌋ + 1 bins are weighted
 * @throws Fault BAD_INPUT for wrong rates, bands or a top above half the sample rate
 */
export function melBank(sampleRate: Hertz, size: number, bands: number, options: MelBankOptions = {}): MelBank {
  requireRate(sampleRate);
  const { low = 0, high = sampleRate / 2, norm = "none", corner = 700 } = options;
  if (!(low >= 0 && low < high && high <= sampleRate / 2)) {
    throw new Fault("BAD_INPUT", `Mel bands from ${low} to ${high} Hz do not fit into 0 to ${sampleRate / 2} Hz.`);
  }
  if (!(Number.isInteger(bands) && bands >= 1 && Number.isInteger(size) && size >= 2 && corner > 0)) {
    throw new Fault("BAD_INPUT", `${bands} mel bands over a transform of ${size} are impossible.`);
  }
  const bottom = Math.log1p(low / corner);
  const step = (Math.log1p(high / corner) - bottom) / (bands + 1);
  const edges = Array.from({ length: bands + 2 }, (_, i) =>
    i === bands + 1 ? high : corner * Math.expm1(bottom + i * step),
  );
  const binWidth = sampleRate / size;
  const lastBin = Math.floor(size / 2);
  const first: number[] = [];
  const weights = Array.from({ length: bands }, (_, j) => {
    const [from, middle, to] = [edges[j]!, edges[j + 1]!, edges[j + 2]!];
    const start = Math.ceil(from / binWidth);
    const end = Math.min(lastBin, Math.floor(to / binWidth));
    first.push(start);
    const scale = norm === "slaney" ? 2 / (to - from) : 1;
    return Float64Array.from({ length: Math.max(0, end - start + 1) }, (_, n) => {
      const f = (start + n) * binWidth;
      return scale * Math.max(0, Math.min((f - from) / (middle - from), (to - f) / (to - middle)));
    });
  });
  return { edges, first, weights };
}

/**
 * Power in each band.
 * @param power shape [⌊size/2⌋ + 1]
 * @param into shape [bands], overwritten
 */
export function bandPowers(power: Float64Array, bank: MelBank, into: Float64Array): void {
  for (let j = 0; j < into.length; j++) {
    const row = bank.weights[j]!;
    const start = bank.first[j]!;
    let sum = 0;
    for (let n = 0; n < row.length; n++) sum += row[n]! * power[start + n]!;
    into[j] = sum;
  }
}
