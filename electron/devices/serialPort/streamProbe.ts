import type { DevicePreview } from "../../domain/devicePreview.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { Milliseconds, UtcMilliseconds } from "../../domain/units.ts";
import type { StreamDecoder } from "./streamDecoder.ts";

/** Watches what a port sends to find out what it is, without knowing more than the settings say. */
export interface StreamProbe {
  push(chunk: Buffer, arrival: UtcMilliseconds): void;
  look(): DevicePreview;
  /** Those by which it is captured: as given, and what was found. */
  settings(): DeviceSetup["settings"];
  /** Whether what comes is without doubt of this kind. */
  readonly fits: boolean;
}

/** What a serial driver knows of its devices, inside the device process. */
export interface SerialCodec {
  readonly usualBaudRate: number;
  /** @throws Fault BAD_INPUT */
  decoder(settings: DeviceSetup["settings"], channelCount: number): StreamDecoder;
  /** @param path to be named in what it finds wrong */
  probe(settings: DeviceSetup["settings"], path: string): StreamProbe;
}

/** What the serial process is started for. */
export type SerialTask = { readonly path: string; readonly settings: DeviceSetup["settings"] } & (
  | { readonly job: "probe"; readonly listenFor: Milliseconds }
  | { readonly job: "preview" }
  | { readonly job: "recognise"; readonly baudRates: readonly number[]; readonly within: Milliseconds }
  | { readonly job: "capture"; readonly channelCount: number; readonly sampleRate: number }
);

/** What a probe, or a recognition that was one, answers. */
export interface Probed {
  readonly look: DevicePreview;
  readonly settings: DeviceSetup["settings"];
}
