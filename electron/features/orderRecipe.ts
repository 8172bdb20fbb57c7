import { type BearingGeometry, bearingMechanisms } from "../domain/bearing.ts";
import { Fault } from "../domain/fault.ts";
import type { FeatureTrait } from "../domain/featureTrait.ts";
import type { Hertz, RevolutionsPerMinute } from "../domain/units.ts";
import { amplitudeSpectrum } from "./amplitudeSpectrum.ts";
import { slip } from "./bearingAnalysis.ts";
import { bearingOrders, shaftFrequency } from "./bearingFrequencies.ts";
import { type EnvelopeDepth, envelopeDepth } from "./envelopeDepth.ts";
import type { Recipe, RecipeRun } from "./recipe.ts";
import { centred, requireServableRate } from "./recipeWindow.ts";

/** What is known of the shaft that a point listens to. */
export interface ShaftKnowledge {
  readonly speed: RevolutionsPerMinute;
  readonly geometry?: BearingGeometry | undefined;
  /** Teeth of the gear on this shaft. */
  readonly teeth?: number | undefined;
}

interface Line {
  readonly name: string;
  readonly order: number;
}

const shaftOrders: readonly number[] = [0.5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const harmonics: readonly number[] = [1, 2, 3];
const sidebands: readonly number[] = [-2, -1, 1, 2];
/** What nothing counts as: −120 dB. */
const weakest = -120;
/** A second must hold a few revolutions, or its lines melt into one. */
const slowest: RevolutionsPerMinute = 240;

/**
 * Features at the orders of a shaft whose speed is known, of one window without its mean.
 * - `order ½`, `1` … `10`: amplitude, unit of the point, the largest line within ±2 % (at least ± 1 bin; Hann reads up to 1.5 dB too
 *   little between bins). `order … share`: the same in dB re the RMS of the window, free of level.
 * - with teeth, `mesh 1` … `3` and its share as above, and `mesh … sidebands`: root mean square of the four lines one and two shaft
 *   frequencies beside it, dB re the mesh, free of level.
 * - with a geometry, `BPFO 1` … `3`, `BPFI`, `BSF`, `FTF`: depth of modulation, free of level, the largest within ±2 % of the harmonic;
 *   see envelopeDepth. The envelope is that of everything above an eighth of the sample rate and twice BPFI.
 * Lines above 97 % of half the sample rate are left out. R. B. Randall, "Vibration-based Condition Monitoring" (2011).
 * @throws Fault BAD_INPUT for an impossible geometry or number of teeth, and a speed below 240 or above 200 000 r/min
 */
export function orderRecipe(shaft: ShaftKnowledge): Recipe {
  requireShaft(shaft);
  const turning = shaftFrequency(shaft.speed);
  const recipe: Recipe = {
    id: "orders/1",
    names: (sampleRate) => recipe.traits(sampleRate).map((trait) => trait.name),
    traits: (sampleRate) => layoutOf(shaft, turning, sampleRate).traits,
    prepare: (sampleRate) => runOf(layoutOf(shaft, turning, sampleRate), turning, sampleRate),
  };
  return recipe;
}

interface Layout {
  readonly traits: readonly FeatureTrait[];
  readonly shaftLines: readonly Line[];
  readonly meshLines: readonly Line[];
  readonly bearingLines: readonly Line[];
  readonly envelopeBand: readonly [Hertz, Hertz];
}

function layoutOf({ geometry, teeth }: ShaftKnowledge, turning: Hertz, sampleRate: Hertz): Layout {
  requireServableRate(sampleRate);
  const top = 0.485 * sampleRate;
  const isMeasurable = ({ order }: Line) => order * turning * (1 + slip) < top;
  const shaftLines = shaftOrders
    .map((order): Line => ({ name: `order ${order === 0.5 ? "½" : order}`, order }))
    .filter(isMeasurable);
  const meshLines = (teeth === undefined ? [] : harmonics)
    .map((harmonic): Line => ({ name: `mesh ${harmonic}`, order: harmonic * teeth! }))
    .filter(({ order }) => isMeasurable({ name: "", order: order + 2 }));
  const orders = geometry && bearingOrders(geometry);
  const bottom = Math.max(sampleRate / 8, 2 * (orders?.BPFI ?? 0) * turning);
  const bearingLines =
    !orders || bottom >= 0.8 * top
      ? []
      : bearingMechanisms.flatMap((mechanism) =>
          harmonics.map(
            (harmonic): Line => ({ name: `${mechanism} ${harmonic}`, order: harmonic * orders[mechanism] }),
          ),
        );
  const both = ({ name }: Line): FeatureTrait[] => [
    { name, group: "level", levelDependent: true },
    { name: `${name} share`, group: "spectrum", levelDependent: false },
  ];
  return {
    shaftLines,
    meshLines,
    bearingLines,
    envelopeBand: [bottom, top],
    traits: [
      ...shaftLines.flatMap(both),
      ...meshLines.flatMap((line): FeatureTrait[] => [
        ...both(line),
        { name: `${line.name} sidebands`, group: "spectrum", levelDependent: false },
      ]),
      ...bearingLines.map(({ name }): FeatureTrait => ({ name, group: "envelope", levelDependent: false })),
    ],
  };
}

function runOf(layout: Layout, turning: Hertz, sampleRate: Hertz): RecipeRun {
  const { shaftLines, meshLines, bearingLines, envelopeBand } = layout;
  // half a second resolves the orders of the slowest shaft allowed
  const needed = Math.ceil(sampleRate / 2);
  const highest = Math.max(1, ...bearingLines.map((line) => line.order)) * turning;

  function compute(window: Float32Array): Float32Array<ArrayBuffer> | null {
    const samples = centred(window, needed);
    if (samples === null) return null;
    const rms = Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);
    const spectrum = { depth: amplitudeSpectrum(samples), binWidth: sampleRate / samples.length };
    const amplitude = (order: number) => largestNear(spectrum, order * turning);
    const both = ({ order }: Line) => [amplitude(order), decibels(amplitude(order) / rms)];
    const besides = ({ order }: Line) => {
      const squares = sidebands.reduce((sum, side) => sum + amplitude(order + side) ** 2, 0);
      return decibels(Math.sqrt(squares / sidebands.length) / amplitude(order));
    };
    const envelope = bearingLines.length > 0 ? envelopeDepth(samples, sampleRate, envelopeBand, highest) : null;
    const values = Float32Array.from([
      ...shaftLines.flatMap(both),
      ...meshLines.flatMap((line) => [...both(line), besides(line)]),
      ...(envelope ? bearingLines.map((line) => largestNear(envelope, line.order * turning)) : []),
    ]);
    return values.every(Number.isFinite) ? values : null;
  }
  return { compute };
}

/** The largest line within the slip of a frequency, and at least within a bin of it. */
function largestNear({ depth, binWidth }: Pick<EnvelopeDepth, "depth" | "binWidth">, frequency: Hertz): number {
  const reach = Math.max(slip * frequency, binWidth);
  const first = Math.max(1, Math.round((frequency - reach) / binWidth));
  const last = Math.min(depth.length - 1, Math.round((frequency + reach) / binWidth));
  let largest = 0;
  for (let k = first; k <= last; k++) largest = Math.max(largest, depth[k]!);
  return largest;
}

function decibels(ratio: number): number {
  return ratio > 0 ? Math.max(weakest, 20 * Math.log10(ratio)) : weakest;
}

function requireShaft({ speed, geometry, teeth }: ShaftKnowledge): void {
  shaftFrequency(speed);
  if (speed < slowest) {
    throw new Fault(
      "BAD_INPUT",
      `At ${speed} r/min a second does not hold enough revolutions; ${slowest} r/min are needed.`,
    );
  }
  if (geometry) bearingOrders(geometry);
  if (teeth !== undefined && !(Number.isInteger(teeth) && teeth >= 5)) {
    throw new Fault("BAD_INPUT", `A gear of ${teeth} teeth is impossible. Count them, or leave the gear out.`);
  }
}
