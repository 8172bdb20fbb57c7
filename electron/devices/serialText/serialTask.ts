import type { Hertz, Milliseconds } from "../../domain/units.ts";
import type { SerialSettings } from "./serialSettings.ts";

/** What the serial process is started for: to find out what a port sends, or to capture it. */
export type SerialTask =
  | {
      readonly job: "probe";
      readonly path: string;
      readonly settings: SerialSettings;
      readonly listenFor: Milliseconds;
    }
  | {
      readonly job: "capture";
      readonly path: string;
      readonly settings: SerialSettings;
      readonly channelCount: number;
      readonly sampleRate: Hertz;
    };
