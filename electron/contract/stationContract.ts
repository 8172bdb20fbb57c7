import { eventIterator, oc, type } from "@orpc/contract";
import { z } from "zod";
import type { Health } from "../domain/assessment.ts";
import type { SensorFinding } from "../domain/sensorFinding.ts";
import type { UtcMilliseconds } from "../domain/units.ts";
import type { Learning } from "./componentsContract.ts";
import type { DeviceStatus } from "./devicesContract.ts";
import { faults } from "./faults.ts";

/** Something the user has to be told once: a corrupt database set aside, an unreadable model. */
export interface Notice {
  readonly id: string;
  readonly time: UtcMilliseconds;
  readonly code: string;
  readonly message: string;
}

/** The whole plant at one glance, once a second and at once when a state changes. */
export interface StationSnapshot {
  readonly time: UtcMilliseconds;
  readonly health: readonly Health[];
  readonly learning: readonly Learning[];
  readonly devices: readonly DeviceStatus[];
  /** What is wrong with sensors, not with machines. */
  readonly findings: readonly SensorFinding[];
  readonly openAlerts: number;
  readonly unacknowledged: number;
  /** Changes whenever the list of alerts, the plant, a model or the list of recordings changed: what was fetched before is stale. */
  readonly revision: {
    readonly alerts: number;
    readonly plant: number;
    readonly models: number;
    readonly recordings: number;
  };
  readonly disk: { readonly used: number; readonly free: number; readonly limit: number };
  readonly models: { readonly inService: number; readonly learning: number; readonly unreadable: number };
  readonly notices: readonly Notice[];
}

export interface About {
  readonly version: string;
  readonly node: string;
  readonly sqlite: string;
  readonly opening: "desktop" | "station";
  readonly demo: boolean;
  readonly dataFolder: string;
  /** How long learning takes unless the user says otherwise, in seconds. */
  readonly learnSeconds: number;
}

/** How long things are kept, and how much disk they may take. */
export const retentionSettings = z.object({
  secondTrendDays: z.number().int().min(1).max(90),
  minuteTrendDays: z.number().int().min(7).max(1100),
  hourTrendDays: z.number().int().min(365).max(36_500),
  featureHours: z.number().int().min(1).max(2400),
  evidenceMegabytes: z.number().int().min(50).max(10_000_000),
  recordingMegabytes: z.number().int().min(50).max(10_000_000),
  /** How far back a recording reaches, as far as memory allows. */
  preTriggerSeconds: z.number().int().min(1).max(600),
});
export type RetentionSettings = z.infer<typeof retentionSettings>;

export const stationContract = {
  about: oc.errors(faults).output(type<About>()),
  watch: oc.errors(faults).output(eventIterator(type<StationSnapshot>())),
  dismissNotice: oc
    .errors(faults)
    .input(z.object({ id: z.string().max(200) }))
    .output(type<{ readonly dismissed: true }>()),
  retention: oc.errors(faults).output(type<RetentionSettings>()),
  setRetention: oc.errors(faults).input(retentionSettings).output(type<RetentionSettings>()),
};
