import type { Hertz } from "../../domain/units.ts";
import type { NiDaqSettings } from "./nidaqSettings.ts";

/** What the process of an NI device is started for: to list the devices, or to capture from one. */
export type NiDaqTask = NiDaqSearch | NiDaqCapture;

export interface NiDaqSearch {
  readonly job: "list";
  /** Rates of modules that were asked before, by their `identity`: asking takes the library a while. */
  readonly known: Readonly<Record<string, readonly Hertz[]>>;
  /** How many inputs are used, by the address of a module: fewer may allow higher rates. Missing: all. */
  readonly inputs: Readonly<Record<string, number>>;
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
  /** Name, serial number and number of inputs: another module may come under the same name. */
  readonly identity: string;
  readonly address: string;
  readonly name: string;
  /** Those used: "cDAQ1Mod1/ai0" … */
  readonly inputs: readonly string[];
  /** The usual ones as the device makes them for these inputs. */
  readonly sampleRates: readonly Hertz[];
  readonly hasSensorSupply: boolean;
  readonly isSimulated: boolean;
}

export interface NiDaqList {
  /** Of the library. */
  readonly version: string;
  readonly modules: readonly NiModule[];
}
