import type { SourceTroubles } from "../../domain/sourceTroubles.ts";
import type { UtcMilliseconds } from "../../domain/units.ts";

/** Who takes what a decoder finds. */
export interface SampleSink {
  /**
   * @param values one a channel; only good until the call returns
   * @param arrival when its first byte came
   */
  sample(values: Float64Array, arrival: UtcMilliseconds): void;
  /** So many samples should have stood here. */
  lost(count: number): void;
}

/**
 * Turns the bytes of a serial port into samples. Never throws, keeps a bounded rest, and accounts for every byte: those pushed are
 * those taken, rejected and held.
 */
export interface StreamDecoder {
  push(chunk: Buffer, arrival: UtcMilliseconds, sink: SampleSink): void;
  /** Bytes of samples, and of what carries none by design: a header, a blank line, a frame of another sort. */
  readonly taken: number;
  readonly rejected: number;
  /** Bytes of what is not complete yet. */
  readonly held: number;
  readonly checksumErrors: number;
  /** How often the beginning of a frame had to be looked for again. */
  readonly resynchronisations: number;
  /** What could not be used last, for people; undefined while all is well. */
  readonly lastRejected: string | undefined;
  /** Where only a pause ends a row, time has to be told. */
  idle?(now: UtcMilliseconds, sink: SampleSink): void;
  /** To be called before the first byte when the port was opened while the device was sending: what comes first may be cut. */
  joinMidway?(): void;
}

/** All that went wrong since the decoder was made. */
export function troublesOf(
  decoder: Pick<StreamDecoder, "checksumErrors" | "resynchronisations" | "rejected">,
): SourceTroubles {
  const { checksumErrors, resynchronisations, rejected } = decoder;
  return {
    ...(checksumErrors > 0 && { "checksum error": checksumErrors }),
    ...(resynchronisations > 0 && { resynchronisation: resynchronisations }),
    ...(rejected > 0 && { "rejected bytes": rejected }),
  };
}
