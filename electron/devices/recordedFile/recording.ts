import type { TrackGap } from "../../domain/savedRecording.ts";
import type { Hertz, Quantity, Unit, UtcMilliseconds } from "../../domain/units.ts";

/** What the samples of a channel are, where the file says it. */
export interface Measure {
  readonly quantity: Quantity;
  readonly unit: Unit;
  /** Samples per unit; 1 unless given. */
  readonly sensitivity?: number | undefined;
}

/** A recording on disk that has been looked at; nothing is held open until `blocks` is read. */
export interface Recording {
  readonly path: string;
  /** For people: "WAV, 24 bit", "CSV", "UFF58, binary". */
  readonly format: string;
  /** One name a channel. */
  readonly names: readonly string[];
  /** One a channel; missing where the file does not say. */
  readonly measures?: readonly (Measure | undefined)[] | undefined;
  /** Missing when the file does not say (a table without a time column). */
  readonly sampleRate?: Hertz | undefined;
  /** Samples per channel; missing when only reading it through would tell. */
  readonly frames?: number | undefined;
  /** Whether it is whole shows only when it is read through. */
  readonly provenByReading: boolean;
  /** When the first sample was taken, where the file says it. */
  readonly startTime?: UtcMilliseconds | undefined;
  /** Where a station wrote zeros because samples had been lost; in order. */
  readonly gaps?: readonly TrackGap[] | undefined;
  /** When the file was last written. */
  readonly modified: UtcMilliseconds;
  /**
   * The samples from the beginning, each call anew, never the whole file in memory.
   * @param length samples per channel and block; the last block may be shorter
   * @returns blocks of shape [channels][≤ length] in fresh buffers; integers of full scale are ±1, tables as written
   * @throws Fault BAD_FILE at a hole in a table, DEVICE_LOST when the file is cut or cannot be read on
   */
  blocks(length: number): AsyncGenerator<Float32Array<ArrayBuffer>[], void, undefined>;
}
