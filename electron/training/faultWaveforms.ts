import type { Hertz } from "../domain/units.ts";
import { sumOfTones } from "./sumOfTones.ts";

/** Turns of the shaft that the faults belong to. */
export const shaft: Hertz = 25;
/** Lines that make up the noise of one octave. */
const noiseLines = 64;
/** Bearings slip: impacts come this much early or late. */
const jitter = 0.01;
/** A struck resonance loses half its amplitude in so many of its own periods. */
const ringPeriods = 4;

/** Lines at random places of an octave, in random phase: noise with sharp edges. Shape [length]. */
export function noise(length: number, sampleRate: Hertz, low: Hertz, high: Hertz, random: () => number) {
  const tones = Array.from({ length: noiseLines }, (_, n) => ({
    frequency: low + ((n + random()) / noiseLines) * (high - low),
    amplitude: 1,
    phase: 2 * Math.PI * random(),
  }));
  return sumOfTones(tones, length, sampleRate);
}

/** Two lines on either side of another one, a shaft's turns apart: what modulates it. Shape [length]. */
export function sidebands(length: number, sampleRate: Hertz, line: Hertz, phases: readonly number[]) {
  const spacing = Math.min(shaft, line / 4);
  const tones = [-2, -1, 1, 2].map((order, n) => ({
    frequency: line + order * spacing,
    amplitude: 1 / Math.abs(order),
    phase: phases[n]!,
  }));
  return sumOfTones(tones, length, sampleRate);
}

/**
 * Impacts that ring at a resonance and die away. Shape [length].
 * @param rate impacts a second
 * @param modulated stronger in one half of a turn of the shaft than in the other
 */
export function ringing(
  length: number,
  sampleRate: Hertz,
  rate: Hertz,
  resonance: Hertz,
  modulated: boolean,
  random: () => number,
): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(length);
  const decay = (Math.LN2 * resonance) / ringPeriods / sampleRate;
  const ring = Math.ceil(Math.log(1000) / decay);
  const step = (2 * Math.PI * resonance) / sampleRate;
  for (let time = random() / rate; time * sampleRate < length; time += (1 + jitter * (2 * random() - 1)) / rate) {
    const strength = modulated ? 1 + 0.8 * Math.cos(2 * Math.PI * shaft * time) : 1;
    const start = Math.ceil(time * sampleRate);
    const end = Math.min(length, start + ring);
    for (let n = start; n < end; n++) {
      samples[n]! += strength * Math.exp(-decay * (n - start)) * Math.sin(step * (n - start));
    }
  }
  return samples;
}
