import { Fault } from "../domain/fault.ts";
import type { Hertz, Seconds } from "../domain/units.ts";
import { amplitudeSpectrum } from "./amplitudeSpectrum.ts";
import { requireRate, requireSamples } from "./samples.ts";

export interface OrderSpectrum {
  /** Shape [bins], unit of the samples; bin k lies at k·binWidth orders. */
  readonly spectrum: Float64Array<ArrayBuffer>;
  /** 1 / revolutions */
  readonly binWidth: number;
  readonly revolutions: number;
}

/**
 * Synchronous spectrum: the signal resampled to equal angles between tachometer pulses, so that every order of the shaft stands
 * still while the speed changes. Angle and signal are interpolated linearly; amplitude spectrum of the result minus its mean.
 * K. R. Fyfe and E. D. S. Munck, "Analysis of computed order tracking", MSSP 11 (1997).
 * @param samples shape [N]
 * @param pulses one a revolution, seconds after the first sample, increasing, all within the samples
 * @param perRevolution angles in a revolution; orders up to half of it
 * @throws Fault BAD_SAMPLES for samples that are not finite; BAD_INPUT for fewer than two pulses, pulses out of order or outside
 */
export function orderSpectrum(
  samples: Float64Array,
  sampleRate: Hertz,
  pulses: ArrayLike<Seconds>,
  perRevolution = 64,
): OrderSpectrum {
  requireRate(sampleRate);
  requireSamples(samples, 2, "An order spectrum");
  requirePulses(pulses, samples.length, sampleRate);
  if (!Number.isInteger(perRevolution) || perRevolution < 4) {
    throw new Fault("BAD_INPUT", `A revolution takes a whole number of angles from 4 up, not ${perRevolution}.`);
  }
  const revolutions = pulses.length - 1;
  const turned = new Float64Array(revolutions * perRevolution);
  let sum = 0;
  for (let i = 0; i < turned.length; i++) {
    const revolution = Math.floor(i / perRevolution);
    const part = i / perRevolution - revolution;
    const time = pulses[revolution]! + part * (pulses[revolution + 1]! - pulses[revolution]!);
    const position = time * sampleRate;
    const before = Math.min(Math.floor(position), samples.length - 2);
    const share = position - before;
    turned[i] = samples[before]! + share * (samples[before + 1]! - samples[before]!);
    sum += turned[i]!;
  }
  const mean = sum / turned.length;
  return { spectrum: amplitudeSpectrum(turned.map((x) => x - mean)), binWidth: 1 / revolutions, revolutions };
}

function requirePulses(pulses: ArrayLike<Seconds>, count: number, sampleRate: Hertz): void {
  if (pulses.length < 2) {
    throw new Fault("BAD_INPUT", `An order spectrum needs at least two tachometer pulses, not ${pulses.length}.`);
  }
  for (let j = 0; j < pulses.length; j++) {
    const time = pulses[j]!;
    const last = (count - 1) / sampleRate;
    if (!(time >= 0 && time <= last && (j === 0 || time > pulses[j - 1]!))) {
      throw new Fault(
        "BAD_INPUT",
        `Tachometer pulse ${j + 1} at ${time} s is out of order or outside the recording of ${last} s. Check the tachometer.`,
      );
    }
  }
}
