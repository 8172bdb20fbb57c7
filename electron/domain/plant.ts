import type { ChannelInfo, Signal } from "./channelInfo.ts";
import type { MicrophoneCurve } from "./microphoneCurve.ts";
import type { Decibels, Hertz, Quantity, RevolutionsPerMinute, Seconds, Unit, UtcMilliseconds } from "./units.ts";

export { type Signal, signals } from "./channelInfo.ts";

export type SiteId = string;
export type MachineId = string;
export type ComponentId = string;
export type PointId = string;
export type DeviceId = string;

export const machineKinds = [
  "motor",
  "pump",
  "fan",
  "gearbox",
  "compressor",
  "conveyor",
  "machine tool",
  "other",
] as const;
export type MachineKind = (typeof machineKinds)[number];

export const componentKinds = [
  "bearing",
  "gear",
  "motor",
  "impeller",
  "fan",
  "coupling",
  "belt",
  "valve",
  "other",
] as const;
export type ComponentKind = (typeof componentKinds)[number];

/** How the sensor is fixed; it bounds the frequency it can see (screw about 15 kHz, glue 8 kHz, magnet 3 kHz). */
export const mountings = ["screw", "glue", "magnet", "hand-held", "airborne", "unknown"] as const;
export type Mounting = (typeof mountings)[number];

export const directions = ["horizontal", "vertical", "axial", "radial", "none"] as const;
export type Direction = (typeof directions)[number];

/** A plant or part of one, as its people name it. */
export interface Site {
  readonly id: SiteId;
  readonly name: string;
}

export interface Machine {
  readonly id: MachineId;
  readonly siteId: SiteId;
  readonly name: string;
  readonly kind: MachineKind;
  /** Place in the plant: tiles of equal state are shown in this order. */
  readonly place: number;
  readonly ratedSpeed?: RevolutionsPerMinute | undefined;
}

/** The smallest thing that is judged: one component, one micromodel. */
export interface Component {
  readonly id: ComponentId;
  readonly machineId: MachineId;
  readonly name: string;
  readonly kind: ComponentKind;
  readonly place: number;
  /** Taken out of service by a person: it is measured but never alarms. */
  readonly outOfService: boolean;
}

/** Where the sensitivity of a point comes from, and what is known of how good it is. */
export interface CalibrationRecord {
  /** Read from the device itself, typed from a certificate, or measured with a calibrator. */
  readonly method: "device" | "entered" | "calibrator";
  readonly time: UtcMilliseconds;
  readonly by: string;
  /** Of a calibrator: what it gives, what was heard of it, and how steady that was. */
  readonly tone?:
    | {
        readonly nominalFrequency: Hertz;
        /** RMS in the unit of the point. */
        readonly nominalLevel: number;
        readonly frequency: Hertz;
        /** Standard deviation of the level over the seconds it was measured. */
        readonly stability: Decibels;
        readonly duration: Seconds;
      }
    | undefined;
}

/** A measuring point: one channel of one device, mounted on one component. */
export interface Point {
  readonly id: PointId;
  readonly componentId: ComponentId;
  readonly name: string;
  readonly quantity: Quantity;
  readonly unit: Unit;
  /** Device units (volts, full scale, raw counts) per `unit`: value = sample / sensitivity. Never 0. */
  readonly sensitivity: number;
  readonly mounting: Mounting;
  readonly direction: Direction;
  readonly deviceId: DeviceId;
  /** Channel of the device, counted from 0. */
  readonly channel: number;
  readonly sampleRate: Hertz;
  /** `waveform` unless given. */
  readonly signal?: Signal | undefined;
  /** Frequency response of its sensor: spectra are corrected by it, features are not. */
  readonly response?: MicrophoneCurve | undefined;
  readonly calibration?: CalibrationRecord | undefined;
}

/** A device the plant uses, with what its driver needs to open it again after a restart. */
export interface DeviceSetup {
  readonly id: DeviceId;
  readonly driver: string;
  /** What the driver opens: a port path, an audio device, a file. */
  readonly address: string;
  readonly name: string;
  readonly sampleRate: Hertz;
  readonly channelCount: number;
  /** What its channels said of themselves when it was taken into use; missing in plants of earlier versions. */
  readonly channels?: readonly ChannelInfo[] | undefined;
  /** Further settings of this driver (baud rate, separator, pacing …); checked by the driver itself. */
  readonly settings: Readonly<Record<string, string | number | boolean>>;
}

/** Everything that is configured: Site ▸ Machine ▸ Component ▸ Point, and the devices they hang on. */
export interface Plant {
  readonly site: Site;
  readonly machines: readonly Machine[];
  readonly components: readonly Component[];
  readonly points: readonly Point[];
  readonly devices: readonly DeviceSetup[];
}
