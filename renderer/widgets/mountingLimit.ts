import type { Mounting } from "../../electron/domain/plant.ts";
import type { Hertz } from "../../electron/domain/units.ts";

/** The mounted resonance bounds what reaches the sensor (ISO 5348 gives these orders of magnitude); air does not. */
const limits: Readonly<Record<Mounting, Hertz>> = {
  screw: 15_000,
  glue: 8000,
  magnet: 3000,
  "hand-held": 1000,
  airborne: Number.POSITIVE_INFINITY,
  unknown: Number.POSITIVE_INFINITY,
};

/** Highest frequency a point can see: the mounting's limit or half the sample rate, whichever is lower. */
export function mountingLimit(mounting: Mounting, sampleRate: Hertz): Hertz {
  return Math.min(limits[mounting], sampleRate / 2);
}
