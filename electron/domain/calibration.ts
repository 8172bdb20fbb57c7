import { Fault } from "./fault.ts";
import type { Decibels, Unit } from "./units.ts";

/** What turns the samples of one channel into a unit. */
export interface Calibration {
  /** Device units (full scale, volts, raw counts) per `unit`, as on the sensor's certificate. Not 0; negative turns the sign. */
  readonly sensitivity: number;
  /** Of the amplifier between sensor and converter: 20·log10. */
  readonly gain: Decibels;
  readonly unit: Unit;
}

/**
 * Device units per unit at the converter, as a `Point` has it: value = sample / this.
 * @throws Fault BAD_INPUT for a sensitivity of 0 or one that is no number, and for a gain that is none
 */
export function sensitivityWithGain({ sensitivity, gain, unit }: Calibration): number {
  const whole = sensitivity * 10 ** (gain / 20);
  if (Number.isFinite(whole) && whole !== 0) return whole;
  throw new Fault(
    "BAD_INPUT",
    `A sensitivity of ${sensitivity} per ${unit} at a gain of ${gain} dB is impossible. Take both from the sensor's certificate and the amplifier.`,
  );
}
