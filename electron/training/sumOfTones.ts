import type { Hertz } from "../domain/units.ts";

export interface Tone {
  readonly frequency: Hertz;
  readonly amplitude: number;
  /** Radians. */
  readonly phase: number;
}

/** Tones are brought back to their exact phase after so many samples, before rounding adds up. */
const stretch = 4096;

/** Σ amplitude · sin(2π·frequency·n/sampleRate + phase), by turning a pointer per tone: no sine per sample. Shape [length]. */
export function sumOfTones(tones: readonly Tone[], length: number, sampleRate: Hertz): Float32Array<ArrayBuffer> {
  const sum = new Float64Array(length);
  for (const { frequency, amplitude, phase } of tones) {
    const step = (2 * Math.PI * frequency) / sampleRate;
    const [turnReal, turnImaginary] = [Math.cos(step), Math.sin(step)];
    for (let start = 0; start < length; start += stretch) {
      let real = amplitude * Math.cos(step * start + phase);
      let imaginary = amplitude * Math.sin(step * start + phase);
      const end = Math.min(length, start + stretch);
      for (let n = start; n < end; n++) {
        sum[n]! += imaginary;
        const next = real * turnReal - imaginary * turnImaginary;
        imaginary = real * turnImaginary + imaginary * turnReal;
        real = next;
      }
    }
  }
  return new Float32Array(sum);
}
