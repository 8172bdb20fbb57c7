import { keepPlans } from "../../native/keepPlans.ts";
import { kernel } from "../../native/kernel.ts";
import type { PowerPlan } from "../../native/signalKernel.ts";
import type { Hertz } from "../domain/units.ts";
import { clippedShare } from "./clippedShare.ts";
import { periodicHann } from "./hann.ts";
import { type MainsHum, mainsHum } from "./mainsHum.ts";

/** What can be seen of a sensor in two thirds of a second of its samples. */
export interface ChannelLook {
  /** Not one sample differs from another. */
  readonly constant: boolean;
  /** RMS without the constant part, in the unit of the samples. */
  readonly rms: number;
  /** Share that is cut off at one height, 0…1. */
  readonly clipped: number;
  readonly hum?: MainsHum | undefined;
  /** Geometric over arithmetic mean of the power: about 0.56 for nothing but noise, far less where something sounds. */
  readonly flatness: number;
}

const planOf = keepPlans<PowerPlan, number>(8);

/** Samples to look at: a power of two of half a second or more, so that hum of the mains is told from what is beside it. */
export function lookLength(sampleRate: Hertz): number {
  return 2 ** Math.max(6, Math.ceil(Math.log2(sampleRate / 2)));
}

/**
 * @param samples shape [lookLength], in any unit
 * @returns undefined when one of them is not a number
 */
export function lookAtChannel(samples: Float32Array, sampleRate: Hertz): ChannelLook | undefined {
  const size = samples.length;
  let sum = 0;
  let constant = true;
  for (let n = 0; n < size; n++) {
    sum += samples[n]!;
    if (samples[n] !== samples[0]) constant = false;
  }
  if (!Number.isFinite(sum)) return undefined;
  const mean = sum / size;
  let square = 0;
  for (let n = 0; n < size; n++) square += (samples[n]! - mean) ** 2;
  const rms = Math.sqrt(square / size);
  if (constant) return { constant, rms: 0, clipped: 0, flatness: 0 };
  const plan = planOf(size, () => kernel.power({ window: periodicHann(size).values, size }));
  const power = plan.compute(samples);
  const hum = mainsHum(power, sampleRate / size);
  return { constant, rms, clipped: clippedShare(samples), flatness: flatnessOf(power), ...(hum && { hum }) };
}

/** Every fourth bin says as much as all. The lowest bins are drift, the highest the filter of the converter. */
function flatnessOf(power: Float32Array): number {
  let logs = 0;
  let sum = 0;
  let count = 0;
  for (let k = 4; k < 0.8 * power.length; k += 4) {
    logs += Math.log(power[k]! + Number.MIN_VALUE);
    sum += power[k]!;
    count += 1;
  }
  return sum > 0 ? Math.exp(logs / count) / (sum / count) : 0;
}
