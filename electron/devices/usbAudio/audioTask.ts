import type { Hertz } from "../../domain/units.ts";

/** What the audio process is started for: to list the devices, or to capture from one. */
export type AudioTask =
  | { readonly job: "list" }
  | { readonly job: "capture"; readonly address: string; readonly channelCount: number; readonly sampleRate: Hertz };

/** An input of the sound system. */
export interface AudioDevice {
  /** Host API and name, "ALSA/USB Audio: - (hw:1,0)"; the second of the same name ends in " #2". Survives a restart, unlike the index. */
  readonly address: string;
  readonly name: string;
  readonly hostApi: string;
  readonly channelCount: number;
  /** Those of the usual rates that it offers, ascending. */
  readonly sampleRates: readonly Hertz[];
  readonly defaultSampleRate: Hertz;
  /** It offers whatever it is asked for: a sound server, or a plug-in of the system, converts rates behind it. */
  readonly converts: boolean;
}

export interface AudioList {
  /** Of PortAudio. */
  readonly version: string;
  readonly devices: readonly AudioDevice[];
}
