import type { DisplaySpectrum, LineSpectrum } from "../domain/alert.ts";
import type { OperatingTag } from "../domain/operatingTag.ts";
import type { ComponentId, DeviceId, Point, PointId } from "../domain/plant.ts";
import type { Hertz, Milliseconds, Seconds, UtcMilliseconds } from "../domain/units.ts";
import type { Judgement } from "../micromodels/judge.ts";

export interface PlannedPoint extends Point {
  /** Its windows begin at this time after a full second; missing: with the first sample. */
  readonly phase?: Seconds | undefined;
}

/** What one worker is to do with the samples that come. Replaces the plan before it. */
export interface AnalysisPlan {
  readonly points: readonly PlannedPoint[];
}

/** What one worker needs of a block: see SampleBlock. */
export interface BlockPart {
  readonly deviceId: DeviceId;
  readonly time: UtcMilliseconds;
  readonly sampleRate: Hertz;
  /** Samples per channel that this worker misses before this block: lost in the device, or for want of room. */
  readonly lostBefore: number;
  /** Channels of the device, and the samples of each; at least one, all of the same length. */
  readonly channels: readonly number[];
  readonly samples: readonly Float32Array<ArrayBuffer>[];
}

export type ToAnalysis =
  | { readonly type: "plan"; readonly plan: AnalysisPlan }
  /** null takes the model out of service. */
  | { readonly type: "model"; readonly componentId: ComponentId; readonly artifact: Uint8Array | null }
  /** How the component runs, as somebody says; null: nobody does. */
  | { readonly type: "tag"; readonly componentId: ComponentId; readonly tag: OperatingTag | null }
  /** Raw samples of every so many windows come with their result. */
  | { readonly type: "excerpts"; readonly componentId: ComponentId; readonly on: boolean }
  | { readonly type: "block"; readonly part: BlockPart }
  | { readonly type: "watch"; readonly pointId: PointId; readonly on: boolean };

/** Features of the recipe of a model that was not made from those that all components get. */
export interface SpecialValues {
  readonly recipe: string;
  /** null when they could not be computed. */
  readonly values: Float32Array<ArrayBuffer> | null;
}

export interface WindowResult {
  readonly componentId: ComponentId;
  readonly recipe: string;
  readonly time: UtcMilliseconds;
  readonly duration: Seconds;
  /** Shape [features of all points]; null when a point was silent or broken. */
  readonly values: Float32Array<ArrayBuffer> | null;
  /** The same of another recipe, when the model in service was made from that one. */
  readonly special?: SpecialValues | undefined;
  /** Missing without a model. */
  readonly score?: WindowScore | undefined;
  readonly spectra: readonly { readonly pointId: PointId; readonly spectrum: DisplaySpectrum }[];
  /** How it was said to run. */
  readonly tag?: OperatingTag | undefined;
  /** Shape [points][samples], in the unit of each point: only while excerpts are collected, and then in every so many windows. */
  readonly excerpt?: readonly Float32Array<ArrayBuffer>[] | undefined;
}

/** What the model in service says of a window, and which one that is. */
export interface WindowScore extends Judgement {
  readonly modelVersion: number;
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

/** What the analysis says to the rest of the pipeline. */
export type AnalysisReport =
  | { readonly type: "window"; readonly window: WindowResult }
  | { readonly type: "live"; readonly picture: LivePicture }
  | { readonly type: "modelRefused"; readonly componentId: ComponentId; readonly message: string }
  /** The samples of this point cannot be analysed; its neighbours go on. */
  | { readonly type: "pointFailed"; readonly pointId: PointId; readonly message: string };

export type FromAnalysis =
  | Exclude<AnalysisReport, { readonly type: "window" }>
  | { readonly type: "window"; readonly window: PackedWindow }
  /** The oldest part of this device that was not yet reported is done with. */
  | { readonly type: "finished"; readonly deviceId: DeviceId };

/** A window on its way between threads: a list of numbers would be cloned one by one, a buffer changes hands. */
export interface PackedWindow extends Omit<WindowResult, "spectra"> {
  readonly spectra: readonly PackedSpectrum[];
}

export interface PackedSpectrum {
  readonly pointId: PointId;
  readonly top: Hertz;
  readonly levels: Float32Array<ArrayBuffer>;
}
