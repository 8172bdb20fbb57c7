import type { DeviceCaution } from "../../domain/deviceCaution.ts";
import type { Hertz } from "../../domain/units.ts";

/** What the audio process is started for: to list the devices, to describe the one at an address, or to capture from it. */
export type AudioTask =
  | { readonly job: "list" }
  | { readonly job: "describe"; readonly address: string }
  | { readonly job: "capture"; readonly address: string; readonly channelCount: number; readonly sampleRate: Hertz };

/** A device, by the best way to it. */
export interface AudioDevice {
  readonly address: string;
  readonly name: string;
  /** Host API and manner of opening, "Windows WASAPI exclusive". */
  readonly via: string;
  readonly channelCount: number;
  /** Those of the usual rates that it offers, ascending; empty when another program has it. */
  readonly sampleRates: readonly Hertz[];
  readonly defaultSampleRate: Hertz;
  readonly cautions: readonly DeviceCaution[];
}

export interface AudioList {
  /** Of PortAudio. */
  readonly version: string;
  /** Each once, those reached directly first. */
  readonly devices: readonly AudioDevice[];
}
