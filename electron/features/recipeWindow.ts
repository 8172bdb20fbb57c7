import { Fault } from "../domain/fault.ts";
import type { Hertz } from "../domain/units.ts";
import { areFinite } from "./samples.ts";

const lowestRate = 400;

/** @throws Fault BAD_INPUT for a rate at which neither sound nor vibration can be described */
export function requireServableRate(sampleRate: Hertz): void {
  if (Number.isFinite(sampleRate) && sampleRate >= lowestRate) return;
  throw new Fault(
    "BAD_INPUT",
    `Sound and vibration need a sample rate of ${lowestRate} Hz or more, not ${sampleRate}.`,
  );
}

/** A power of two near an eighth of a second, from 64 to 2048 samples: slow sensors get several frames into a window too. */
export function frameSizeOf(sampleRate: Hertz): number {
  return Math.min(2048, Math.max(64, 2 ** Math.round(Math.log2(sampleRate / 8))));
}

/** The samples without their mean; null for a window that is too short, constant or not finite. */
export function centred(window: Float32Array, atLeast: number): Float64Array<ArrayBuffer> | null {
  if (window.length < atLeast) return null;
  const samples = new Float64Array(window);
  if (!areFinite(samples)) return null;
  const mean = samples.reduce((sum, x) => sum + x, 0) / samples.length;
  let largest = 0;
  let squares = 0;
  for (let n = 0; n < samples.length; n++) {
    largest = Math.max(largest, Math.abs(samples[n]!));
    samples[n]! -= mean;
    squares += samples[n]! ** 2;
  }
  // what float32 leaves of a constant is no signal
  return Math.sqrt(squares / samples.length) > 1e-7 * largest ? samples : null;
}
