import type { DeviceId, DeviceSetup } from "../domain/plant.ts";
import type { SampleBlock } from "../domain/sampleBlock.ts";
import type { Hertz, Quantity, Unit } from "../domain/units.ts";

/** What a channel says of itself, before a person has named anything. */
export interface ChannelInfo {
  readonly name: string;
  readonly quantity: Quantity;
  readonly unit: Unit;
  /** Device units per `unit`; 1 where the device already delivers `unit`. */
  readonly sensitivity: number;
}

/** A device that was found, or described on request. */
export interface DeviceInfo {
  readonly id: DeviceId;
  readonly driver: string;
  /** What `capture` opens. */
  readonly address: string;
  readonly name: string;
  readonly channels: readonly ChannelInfo[];
  /** The rates the device offers natively; empty when it has to be asked with a rate (a text stream). */
  readonly sampleRates: readonly Hertz[];
  /** 0 when nobody knows: ask the user. */
  readonly defaultSampleRate: Hertz;
  /** Through which door: ALSA, WASAPI, tty … */
  readonly via: string;
  /** Settings to store with the device when it is taken into use. */
  readonly settings: DeviceSetup["settings"];
}

/**
 * One kind of source. Everything a driver does it does for `capture`: it ends quietly when `stop` is aborted, throws a Fault
 * (DEVICE_MISSING, DEVICE_LOST, DEVICE_STALLED, RATE_NOT_OFFERED, BAD_FILE …) when it cannot go on, and frees the device either way.
 * It does not reopen: `keepCapturing` does that for all drivers alike.
 */
export interface Driver {
  readonly kind: string;
  /** false for a source that waits for its reader (a file as fast as possible): nothing is lost by letting it wait. */
  isLive(setup: DeviceSetup): boolean;
  /** What is plugged in now. Never throws for a missing library or tool: the reason is in `doctor`. */
  find(): Promise<readonly DeviceInfo[]>;
  /** Looks at one address the user named (a file, a port). @throws Fault DEVICE_MISSING, BAD_FILE */
  describe(address: string, settings: DeviceSetup["settings"]): Promise<DeviceInfo>;
  /** Blocks of at most a quarter of a second, in order, `sequence` from 0 without holes. */
  capture(setup: DeviceSetup, stop: AbortSignal): AsyncIterable<SampleBlock>;
  /** What this driver needs of the machine and whether it is there, in a sentence. */
  doctor(): Promise<DriverCheck>;
}

export interface DriverCheck {
  readonly driver: string;
  readonly ready: boolean;
  readonly finding: string;
}
