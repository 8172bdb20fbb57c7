import type { PseudoFault } from "../domain/reportCard.ts";
import type { Decibels, Hertz } from "../domain/units.ts";
import { amplitudeSpectrum } from "../features/amplitudeSpectrum.ts";
import { seededRandom } from "../micromodels/seededRandom.ts";
import { noise, ringing, shaft, sidebands } from "./faultWaveforms.ts";
import { sumOfTones } from "./sumOfTones.ts";

/** One way in which a healthy recording is made to sound ill. */
export interface FaultPattern {
  readonly fault: PseudoFault;
  /** The octave that is raised; missing when everything is. */
  readonly low?: Hertz | undefined;
  readonly high?: Hertz | undefined;
  /** @returns the samples with this fault, shape [samples]: the power of its octave is raised by `change`. 0 dB: a copy */
  inject(change: Decibels): Float32Array<ArrayBuffer>;
}

/** Octaves below half the sample rate that are tried, as far as they lie above `lowest`. */
const mostOctaves = 6;
/** Below it a second of sound says little. */
const lowest: Hertz = 20;
/** Octaves, counted from the top, with a tone in their middle. */
const toneOctaves = [1, 3, 5];
/** Impacts like those of an outer race, all alike, and of an inner race, in and out of the load zone; at a shaft of 25 Hz. */
const impacts = [
  { octave: 0, order: 3.58, modulated: false },
  { octave: 1, order: 5.42, modulated: true },
];

/**
 * Faults that no one has seen yet, in a healthy recording: what a model can say of its sight before it has met a fault.
 * Each raises the power of one octave, so that strengths compare: noise, a tone, impacts that ring in it, lines beside the strongest line;
 * `level` raises everything. The same for the same samples, rate and seed.
 * Impacts: R. B. Randall and J. Antoni, "Rolling element bearing diagnostics: a tutorial", MSSP 25 (2011).
 * @returns makes the faults of one recording of this length, which must not be silent; what does not depend on it is made once
 */
export function pseudoFaults(
  length: number,
  sampleRate: Hertz,
  seed: number,
): (samples: Float32Array) => FaultPattern[] {
  const random = seededRandom(seed);
  const octaves = octavesOf(sampleRate);
  const shapes: Shape[] = [
    ...impacts.map(({ octave, order, modulated }): Shape => {
      const { low, high } = octaves[octave] ?? octaves[0]!;
      const rate = Math.min(order * shaft, low / 8);
      const pattern = ringing(length, sampleRate, rate, (low + high) / 2, modulated, random);
      return { fault: "impacts", low, high, pattern };
    }),
    ...octaves.map(({ low, high }): Shape => {
      return { fault: "band energy", low, high, pattern: noise(length, sampleRate, low, high, random) };
    }),
    ...toneOctaves.flatMap((octave): Shape[] => {
      const found = octaves[octave];
      if (found === undefined) return [];
      const frequency = Math.sqrt(found.low * found.high);
      const pattern = sumOfTones([{ frequency, amplitude: 1, phase: 2 * Math.PI * random() }], length, sampleRate);
      return [{ fault: "tone", ...found, pattern }];
    }),
  ];
  const powerOf = new Map(shapes.map(({ pattern }) => [pattern, meanSquare(pattern)]));
  const phases = Array.from({ length: 4 }, () => 2 * Math.PI * random());
  return (samples) => {
    const { powerBetween, strongest } = powers(samples, sampleRate);
    const line = strongest(octaves.at(-1)!.low, octaves[0]!.high / 2);
    const pattern = sidebands(length, sampleRate, line, phases);
    const beside: Shape = { fault: "sidebands", low: line / Math.SQRT2, high: line * Math.SQRT2, pattern };
    return [
      ...[...shapes, beside].map(({ fault, low, high, pattern }): FaultPattern => {
        const scale = Math.sqrt(powerBetween(low, high) / (powerOf.get(pattern) ?? meanSquare(pattern)));
        const inject = (change: Decibels) => add(samples, pattern, scale * Math.sqrt(10 ** (change / 10) - 1));
        return { fault, low, high, inject };
      }),
      { fault: "level", inject: (change) => samples.map((sample) => sample * 10 ** (change / 20)) },
    ];
  };
}

interface Shape {
  readonly fault: PseudoFault;
  readonly low: Hertz;
  readonly high: Hertz;
  /** Shape [samples], of any power. */
  readonly pattern: Float32Array;
}

/** From the top down; the top one ends a little below half the sample rate, where converters filter. */
function octavesOf(sampleRate: Hertz): { low: Hertz; high: Hertz }[] {
  const octaves = Array.from({ length: mostOctaves }, (_, k) => {
    return { low: sampleRate / 2 ** (k + 2), high: (sampleRate / 2 ** (k + 1)) * (k === 0 ? 0.9 : 1) };
  });
  return octaves.filter(({ low }, k) => k === 0 || low >= lowest);
}

function powers(samples: Float32Array, sampleRate: Hertz) {
  // a power of two is transformed ten times faster than what lies beside it
  const size = 2 ** Math.floor(Math.log2(samples.length));
  const amplitudes = amplitudeSpectrum(new Float64Array(samples.subarray(0, size)));
  const bin = sampleRate / size;
  const range = (low: Hertz, high: Hertz) =>
    [Math.max(1, Math.ceil(low / bin)), Math.min(amplitudes.length - 1, Math.floor(high / bin))] as const;
  return {
    powerBetween(low: Hertz, high: Hertz): number {
      const [first, last] = range(low, high);
      let sum = 0;
      for (let k = first; k <= last; k++) sum += amplitudes[k]! ** 2 / 2;
      // the Hann window spreads the power of a line over one and a half bins
      return sum / 1.5;
    },
    strongest(low: Hertz, high: Hertz): Hertz {
      const [first, last] = range(low, high);
      let best = first;
      for (let k = first; k <= last; k++) if (amplitudes[k]! > amplitudes[best]!) best = k;
      return best * bin;
    },
  };
}

function add(samples: Float32Array, pattern: Float32Array, scale: number): Float32Array<ArrayBuffer> {
  const sum = samples.slice();
  for (let n = 0; n < sum.length; n++) sum[n]! += scale * pattern[n]!;
  return sum as Float32Array<ArrayBuffer>;
}

function meanSquare(samples: Float32Array): number {
  let sum = 0;
  for (let n = 0; n < samples.length; n++) sum += samples[n]! ** 2;
  return sum / samples.length;
}
