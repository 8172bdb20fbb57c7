import type { Hertz } from "../../domain/units.ts";
import type { MccSettings } from "./mccSettings.ts";

/** What the process of an MCC board is started for: to list the boards, or to capture from one. */
export type MccTask = { readonly job: "list" } | MccCapture;

export interface MccCapture {
  readonly job: "capture";
  readonly address: string;
  readonly channelCount: number;
  readonly sampleRate: Hertz;
  readonly settings: MccSettings;
}

/** A board with analog inputs and a clock of its own. */
export interface MccBoard {
  /** Product and serial number: "USB-1608FS-Plus/01A2B3C4". */
  readonly address: string;
  readonly name: string;
  /** In the input mode it has the most of. */
  readonly channelCount: number;
  readonly lowestRate: Hertz;
  /** Of one channel, and of all together where they share one converter (otherwise 0). */
  readonly highestRate: Hertz;
  readonly throughput: Hertz;
  readonly hasSensorSupply: boolean;
}

export interface MccList {
  /** Of the library. */
  readonly version: string;
  readonly boards: readonly MccBoard[];
}
