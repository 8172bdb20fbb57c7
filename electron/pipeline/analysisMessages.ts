import type { DisplaySpectrum, LineSpectrum } from "../domain/alert.ts";
import type { ComponentId, DeviceId, Point, PointId } from "../domain/plant.ts";
import type { SampleBlock } from "../domain/sampleBlock.ts";
import type { Hertz, Milliseconds, Seconds, UtcMilliseconds } from "../domain/units.ts";

/** What the analysis is to do with the samples that come. Replaces the plan before it. */
export interface AnalysisPlan {
  readonly points: readonly Point[];
}

export type ToAnalysis =
  | { readonly type: "plan"; readonly plan: AnalysisPlan }
  /** null takes the model out of service. */
  | { readonly type: "model"; readonly componentId: ComponentId; readonly artifact: Uint8Array | null }
  | { readonly type: "block"; readonly block: SampleBlock }
  | { readonly type: "watch"; readonly pointId: PointId; readonly on: boolean };

export interface WindowResult {
  readonly componentId: ComponentId;
  readonly recipe: string;
  readonly time: UtcMilliseconds;
  readonly duration: Seconds;
  /** Shape [features of all points]; null when a point was silent or broken. */
  readonly values: Float32Array<ArrayBuffer> | null;
  /** Missing without a model. */
  readonly score?: { readonly value: number; readonly threshold: number; readonly modelVersion: number } | undefined;
  readonly spectra: readonly { readonly pointId: PointId; readonly spectrum: DisplaySpectrum }[];
}

/** A picture of one point for the eye; the page adds what it knows of the point. */
export interface LivePicture {
  readonly pointId: PointId;
  readonly time: UtcMilliseconds;
  readonly sampleRate: Hertz;
  readonly rms: number;
  readonly peak: number;
  readonly spectrum: DisplaySpectrum;
  /** In about every fourth picture. */
  readonly lines?: LineSpectrum | undefined;
  readonly waveform: {
    readonly duration: Milliseconds;
    readonly low: readonly number[];
    readonly high: readonly number[];
  };
}

export type FromAnalysis =
  | { readonly type: "window"; readonly window: WindowResult }
  | { readonly type: "finished"; readonly deviceId: DeviceId; readonly samples: number }
  | { readonly type: "live"; readonly picture: LivePicture }
  | { readonly type: "modelRefused"; readonly componentId: ComponentId; readonly message: string };
