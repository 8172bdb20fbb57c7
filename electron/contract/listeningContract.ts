import { eventIterator, oc, type } from "@orpc/contract";
import { z } from "zod";
import type { DisplaySpectrum } from "../domain/alert.ts";
import type { DevicePreview } from "../domain/devicePreview.ts";
import type { MicrophoneCurve } from "../domain/microphoneCurve.ts";
import type { SensorFinding } from "../domain/sensorFinding.ts";
import type { SourceForm } from "../domain/settingField.ts";
import type { Hertz, Seconds, UtcMilliseconds } from "../domain/units.ts";
import type { FoundDevice } from "./devicesContract.ts";
import { faults } from "./faults.ts";
import { driverSettings, id } from "./validators.ts";

/** A kind of source that can be added by hand. */
export interface SourceKind {
  readonly driver: string;
  readonly form: SourceForm;
  /** It can show what comes before anything is decided. */
  readonly previews: boolean;
}

/** One look at a device that is listened to, at most five a second. */
export interface ListenFrame {
  readonly time: UtcMilliseconds;
  readonly sampleRate: Hertz;
  /** Why nothing is heard, as the user reads it. */
  readonly message?: string | undefined;
  readonly channels: readonly {
    /** In device units. */
    readonly rms: number;
    readonly peak: number;
    /** dB relative to 1 device unit; missing for a channel without a spectrum, and before enough was heard. */
    readonly spectrum?: DisplaySpectrum | undefined;
  }[];
  readonly findings: readonly SensorFinding[];
}

/** What a calibrator gives: 94 dB at 1 kHz are 1 Pa. */
export const calibrators = [
  { name: "94 dB at 1 kHz", quantity: "sound pressure", unit: "Pa", frequency: 1000, level: 1.0024 },
  { name: "114 dB at 1 kHz", quantity: "sound pressure", unit: "Pa", frequency: 1000, level: 10.0237 },
  { name: "10 m/s² at 159.2 Hz", quantity: "acceleration", unit: "m/s²", frequency: 159.155, level: 10 },
  { name: "1 g at 159.2 Hz", quantity: "acceleration", unit: "g", frequency: 159.155, level: 1 },
] as const;

/** What was heard of the calibrator, second by second, and what it comes to. */
export interface CalibrationMeasurement {
  readonly elapsed: Seconds;
  /** Of the tone that was found; missing while none stands out. */
  readonly frequency?: Hertz | undefined;
  /** Device units per unit; missing while none stands out. */
  readonly sensitivity?: number | undefined;
  /** Standard deviation of the level so far, dB. */
  readonly stability?: number | undefined;
  /**
   * `unsteady`: the level moved by more than 0.2 dB; `wrong tone`: a tone, but not the calibrator's; `clipped`: the tone is cut off at
   * full scale, so its level cannot be measured.
   */
  readonly verdict: "listening" | "no tone" | "wrong tone" | "clipped" | "unsteady" | "good";
}

const source = z.object({
  driver: z.string().max(100),
  address: z.string().min(1).max(1000),
  settings: driverSettings,
});

/** Setting up: what is there, what it sends, how loud it is, before it is taken into use. */
export const listeningContract = {
  kinds: oc.errors(faults).output(type<readonly SourceKind[]>()),
  /** What is plugged in, at once and whenever it changes (looked for every second or two while somebody watches). */
  found: oc.errors(faults).output(eventIterator(type<readonly FoundDevice[]>())),
  /**
   * Tries the kinds that share this address, until one knows the source; empty when none does. Only listens, unless it may `ask`: then
   * kinds that are told by their answers write to the source.
   */
  recognise: oc
    .errors(faults)
    .input(z.object({ address: z.string().min(1).max(1000), ask: z.boolean().optional() }))
    .output(type<readonly FoundDevice[]>()),
  preview: oc.errors(faults).input(source).output(eventIterator(type<DevicePreview>())),
  /** A device that is in use (`id`), or one that is not yet. */
  listen: oc
    .errors(faults)
    .input(
      z.union([
        z.object({ id }),
        source.extend({
          sampleRate: z.number().positive().max(10_000_000),
          channelCount: z.number().int().min(1).max(256),
        }),
      ]),
    )
    .output(eventIterator(type<ListenFrame>())),
  /** Measures a calibrator on a channel of a device in use; ends by itself after `seconds`. */
  calibrate: oc
    .errors(faults)
    .input(
      z.object({
        deviceId: id,
        channel: z.number().int().min(0).max(255),
        frequency: z.number().positive().max(100_000),
        /** RMS, in the unit that the sensitivity is wanted for. */
        level: z.number().positive().max(1e6),
        seconds: z.number().min(3).max(60),
      }),
    )
    .output(eventIterator(type<CalibrationMeasurement>())),
  /** Reads the calibration file of a microphone. @throws BAD_FILE naming the line */
  readResponse: oc
    .errors(faults)
    .input(z.object({ name: z.string().max(300), text: z.string().max(500_000) }))
    .output(type<MicrophoneCurve>()),
};
