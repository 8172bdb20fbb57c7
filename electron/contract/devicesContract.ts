import { eventIterator, oc, type } from "@orpc/contract";
import { z } from "zod";
import type { ChannelInfo } from "../domain/channelInfo.ts";
import type { DeviceCaution } from "../domain/deviceCaution.ts";
import type { DeviceId, DeviceSetup } from "../domain/plant.ts";
import type { ClockDrift } from "../domain/sampleBlock.ts";
import type { SourceTroubles } from "../domain/sourceTroubles.ts";
import type { Hertz, UtcMilliseconds } from "../domain/units.ts";
import { faults } from "./faults.ts";
import { driverSettings, id, moment, name } from "./validators.ts";

/** A device that a driver found or described. Mirrors `DeviceInfo` of the devices room. */
export interface FoundDevice {
  readonly id: DeviceId;
  readonly driver: string;
  readonly address: string;
  readonly name: string;
  readonly channels: readonly ChannelInfo[];
  readonly sampleRates: readonly Hertz[];
  readonly defaultSampleRate: Hertz;
  readonly via: string;
  readonly settings: DeviceSetup["settings"];
  readonly cautions?: readonly DeviceCaution[] | undefined;
  /** Already taken into use in this plant. */
  readonly inUse: boolean;
}

export const deviceConditions = ["starting", "running", "waiting", "ended"] as const;

/** How a device in use is doing, with every sample accounted for: received = analysed + lost + not yet analysed. */
export interface DeviceStatus {
  readonly deviceId: DeviceId;
  /** `waiting`: it failed and is being reopened; `ended`: a recording came to its end, or only a change by a person mends the fault. */
  readonly condition: (typeof deviceConditions)[number];
  readonly since: UtcMilliseconds;
  /** Why it is waiting, as the user reads it. */
  readonly message?: string | undefined;
  /** Samples per channel since the start of the station. */
  readonly received: number;
  readonly analysed: number;
  /** Lost before they reached the station: overruns, gaps, unplugged. */
  readonly lostInDevice: number;
  /** Received but not analysed because the queue was full. */
  readonly lostInQueue: number;
  /** Since the start of the station, channel by channel where the driver can tell them apart; otherwise all channels alike. */
  readonly channels: readonly ChannelLosses[];
  /** How its clock runs beside UTC. */
  readonly clock?: ClockDrift | undefined;
}

/** What became of the samples of one channel. */
export interface ChannelLosses {
  readonly lostSamples: number;
  readonly gaps: number;
  readonly troubles: SourceTroubles;
}

/** A stretch in which nothing came, or not everything. */
export interface DeviceGap {
  readonly from: UtcMilliseconds;
  readonly to: UtcMilliseconds;
  /** How much of the stretch is missing, where it is less than all: single samples, again and again. 0…1 */
  readonly share?: number | undefined;
  readonly lostSamples: number;
  readonly reason: string;
}

/** What was lost of a device in a stretch of time, from the store. */
export interface DeviceHistory {
  readonly deviceId: DeviceId;
  readonly gaps: readonly DeviceGap[];
  readonly channels: readonly ChannelLosses[];
  /** The clock, once an hour. */
  readonly clock: readonly ({ readonly time: UtcMilliseconds } & ClockDrift)[];
}

/** Level of each channel of one device over the last tenth of a second or so, relative to full scale or in device units. */
export interface DeviceLevels {
  readonly deviceId: DeviceId;
  readonly time: UtcMilliseconds;
  readonly channels: readonly { readonly rms: number; readonly peak: number }[];
}

export const devicesContract = {
  /** What is plugged in now, as every driver sees it. */
  find: oc.errors(faults).output(type<readonly FoundDevice[]>()),
  /** Looks at an address the user names: a recording, a serial port. */
  describe: oc
    .errors(faults)
    .input(z.object({ driver: z.string().max(100), address: z.string().min(1).max(1000), settings: driverSettings }))
    .output(type<FoundDevice>()),
  /** Takes a device into use: from then on it is captured whenever the station runs. */
  add: oc
    .errors(faults)
    .input(
      z.object({
        driver: z.string().max(100),
        address: z.string().min(1).max(1000),
        name,
        sampleRate: z.number().positive().max(10_000_000),
        channelCount: z.number().int().min(1).max(256),
        settings: driverSettings,
      }),
    )
    .output(type<DeviceSetup>()),
  remove: oc.errors(faults).input(z.object({ id })).output(type<{ readonly removed: true }>()),
  /** What was lost of a device in a stretch of time, and how its clock ran; counts of trouble by whole hours. */
  history: oc
    .errors(faults)
    .input(z.object({ deviceId: id, from: moment, to: moment }))
    .output(type<DeviceHistory>()),
  levels: oc.errors(faults).input(z.object({ id })).output(eventIterator(type<DeviceLevels>())),
};
