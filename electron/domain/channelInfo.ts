import type { Quantity, Unit } from "./units.ts";

/**
 * What a channel delivers: samples of a waveform, or values that a smart sensor has computed itself (velocity, temperature …), a few a
 * second or fewer: these have no spectrum.
 */
export const signals = ["waveform", "feature"] as const;
export type Signal = (typeof signals)[number];

/** What a channel says of itself, before a person has named anything. */
export interface ChannelInfo {
  readonly name: string;
  readonly quantity: Quantity;
  readonly unit: Unit;
  /** Device units per `unit`; 1 where the device already delivers `unit`. */
  readonly sensitivity: number;
  /** `waveform` unless given. */
  readonly signal?: Signal | undefined;
}
