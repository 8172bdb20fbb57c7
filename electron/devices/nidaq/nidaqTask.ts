import type { Hertz } from "../../domain/units.ts";
import type { NiDaqSettings } from "./nidaqSettings.ts";

/** What the process of an NI device is started for: to list the devices, or to capture from one. */
export type NiDaqTask = NiDaqSearch | NiDaqCapture;

export interface NiDaqSearch {
  readonly job: "list";
  /** Rates of modules that were asked before, by their `identity`: asking takes the library a while. */
  readonly known: Readonly<Record<string, readonly Hertz[]>>;
}

export interface NiDaqCapture {
  readonly job: "capture";
  /** The name the device has in NI MAX: "Dev1", "cDAQ1Mod1". */
  readonly address: string;
  readonly channelCount: number;
  readonly sampleRate: Hertz;
  readonly settings: NiDaqSettings;
}

/** A device or module with analog inputs. */
export interface NiModule {
  /** Name and serial number: another module may come under the same name. */
  readonly identity: string;
  readonly address: string;
  readonly name: string;
  /** "cDAQ1Mod1/ai0" … */
  readonly inputs: readonly string[];
  /** The usual ones as the device makes them, with all channels at once. */
  readonly sampleRates: readonly Hertz[];
  readonly hasSensorSupply: boolean;
  readonly isSimulated: boolean;
}

export interface NiDaqList {
  /** Of the library. */
  readonly version: string;
  readonly modules: readonly NiModule[];
}
