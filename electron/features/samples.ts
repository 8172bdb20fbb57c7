import { Fault } from "../domain/fault.ts";

/** True when there is at least one sample and every one is a finite number. */
export function areFinite(samples: Float64Array): boolean {
  // 0·x is 0 for finite x and NaN otherwise: one sum instead of a test per sample
  let probe = 0;
  for (let n = 0; n < samples.length; n++) probe += samples[n]! * 0;
  return samples.length > 0 && probe === 0;
}

/** @throws Fault BAD_SAMPLES when samples are missing, too few, NaN or infinite: a stretch is judged as a whole */
export function requireSamples(samples: Float64Array, atLeast: number, purpose: string): void {
  if (samples.length < atLeast) {
    throw new Fault("BAD_SAMPLES", `${purpose} needs at least ${atLeast} samples; there are ${samples.length}.`, {
      details: { needed: atLeast, found: samples.length },
    });
  }
  if (!areFinite(samples)) {
    throw new Fault(
      "BAD_SAMPLES",
      `${purpose} met samples that are not finite numbers. Check the sensor and its cable.`,
    );
  }
}

/** @throws Fault BAD_INPUT unless the rate is a positive finite number */
export function requireRate(sampleRate: number): void {
  if (!(Number.isFinite(sampleRate) && sampleRate > 0)) {
    throw new Fault("BAD_INPUT", `A sample rate must be a positive number of hertz, not ${sampleRate}.`);
  }
}
