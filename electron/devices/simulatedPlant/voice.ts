import type { Hertz } from "../../domain/units.ts";

/** What turns the machine during one block. */
export interface Drive {
  readonly sampleRate: Hertz;
  /** Revolutions of the main shaft since the start, per sample; runs on without steps from block to block. */
  readonly revolutions: Float64Array;
  /** -1 … 1, slow. */
  readonly load: number;
}

/** One physical cause of vibration. It keeps its own state (phases, filters, chance) between blocks. */
export interface Voice {
  /** Adds `gain` times itself, in g, to `into`: shape [samples of the block]. */
  add(into: Float32Array, drive: Drive, gain: number): void;
}
