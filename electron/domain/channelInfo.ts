import type { Signal } from "./plant.ts";
import type { Quantity, Unit } from "./units.ts";

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
