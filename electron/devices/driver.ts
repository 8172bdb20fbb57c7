import type { ChannelInfo } from "../domain/channelInfo.ts";
import type { DeviceCaution } from "../domain/deviceCaution.ts";
import type { DevicePreview } from "../domain/devicePreview.ts";
import type { Fault } from "../domain/fault.ts";
import type { DeviceId, DeviceSetup } from "../domain/plant.ts";
import type { SampleBlock } from "../domain/sampleBlock.ts";
import type { SourceForm } from "../domain/settingField.ts";
import type { SourceTroubles } from "../domain/sourceTroubles.ts";
import type { Hertz, Milliseconds } from "../domain/units.ts";

export type { ChannelInfo } from "../domain/channelInfo.ts";

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
  readonly cautions?: readonly DeviceCaution[] | undefined;
}

/**
 * One kind of source. Everything a driver does it does for `capture`: it ends quietly when `stop` is aborted, throws a Fault
 * (DEVICE_MISSING, DEVICE_LOST, DEVICE_STALLED, RATE_NOT_OFFERED, BAD_FILE …) when it cannot go on, and frees the device either way.
 * It does not reopen: `keepCapturing` does that for all drivers alike.
 */
export interface Driver {
  readonly kind: string;
  /** What a person may have to say of such a source; missing where all of them are found and need no settings. */
  readonly form?: SourceForm | undefined;
  /** false for a source that waits for its reader (a file as fast as possible): nothing is lost by letting it wait. */
  isLive(setup: DeviceSetup): boolean;
  /**
   * It delivers one recording after another and remembers which: it may be reopened after a fault although it waits for its reader,
   * and the time between two of them was not measured rather than lost.
   */
  readonly inPieces?: boolean | undefined;
  /** How long a live source may be silent by its nature (one that sends in bursts); missing: as long as any other. */
  longestSilence?(setup: DeviceSetup): Milliseconds;
  /** What is plugged in now. Never throws for a missing library or tool: the reason is in `doctor`. */
  find(): Promise<readonly DeviceInfo[]>;
  /**
   * For kinds of which several are used at one address at once (slaves on two wires): the id that `describe` gives, without looking.
   * @throws Fault BAD_INPUT
   */
  idOf?(address: string, settings: DeviceSetup["settings"]): DeviceId;
  /** Looks at one address the user named (a file, a port). @throws Fault DEVICE_MISSING, BAD_FILE */
  describe(address: string, settings: DeviceSetup["settings"]): Promise<DeviceInfo>;
  /**
   * Blocks of at most a quarter of a second, in order, `sequence` from 0 without holes. Live sources stamp by `steadyNow`, best through
   * a `SampleClock`, never by the time of day: that can be set, and is put in its place on the way into the pipeline.
   * @param tell what could not be taken although the capture goes on (one file of a folder); without a trouble: it is open and waits
   * @param count what went wrong while no block comes that could carry its count
   */
  capture(
    setup: DeviceSetup,
    stop: AbortSignal,
    tell?: (trouble?: Fault) => void,
    count?: (troubles: SourceTroubles) => void,
  ): AsyncIterable<SampleBlock>;
  /** Shows what comes, some five times a second, also with settings that do not fit yet. @throws Fault as `capture` */
  preview?(address: string, settings: DeviceSetup["settings"], stop: AbortSignal): AsyncIterable<DevicePreview>;
  /**
   * Tries whether the source at this address is of this kind, with the settings by which it answers (baud rates, slave addresses).
   * For kinds that share an address: a serial port. Takes 5 s at most and leaves the source as it was.
   * @returns undefined when it is not
   */
  recognise?(address: string, stop: AbortSignal): Promise<DeviceInfo | undefined>;
  /** Its `recognise` writes to the source; it is not to be used on one that may obey what it is sent, unless a person says so. */
  readonly recogniseAsks?: boolean | undefined;
  /** What this driver needs of the machine and whether it is there, in a sentence. */
  doctor(): Promise<DriverCheck>;
}

export interface DriverCheck {
  readonly driver: string;
  readonly ready: boolean;
  readonly finding: string;
}
