import type { AlarmBudget, ExpectedAlarms } from "./alarmBudget.ts";
import type { OperatingTag } from "./operatingTag.ts";
import type { ComponentId, PointId } from "./plant.ts";
import type { Decibels, Hertz, Quantity, Seconds, UtcMilliseconds } from "./units.ts";

/** What a micromodel is for, what it was made of, how it was tested, and whether it may go into service. */
export interface ReportCard {
  readonly componentId: ComponentId;
  readonly version: number;
  /** SHA-256 of the artifact. */
  readonly hash: string;
  readonly trainedAt: UtcMilliseconds;
  readonly trainedBy: string;
  readonly budget: AlarmBudget;
  readonly data: DataReport;
  readonly technique: TechniqueReport;
  readonly test: TestReport;
  readonly threshold: ThresholdReport;
  readonly gates: readonly Gate[];
  readonly cost: CostReport;
}

export interface DataReport {
  readonly points: readonly PointReport[];
  readonly sessions: readonly SessionReport[];
  /** Windows that were learned from. */
  readonly windows: number;
  readonly duration: Seconds;
  /** Windows that could not be computed: silence, broken samples. */
  readonly unusable: number;
  /** Operating modes that were told apart. Text is what the first cards kept of one: it is shown as it is. */
  readonly modes: readonly (ModeReport | string)[];
}

export interface PointReport {
  readonly id: PointId;
  readonly sampleRate: Hertz;
  /** What it measures, where its sensor delivers values instead of a waveform. */
  readonly value?: Quantity | undefined;
}

/** One way of running that was learned, as facts: the page has the words. */
export interface ModeReport {
  /** As its people named it; missing: it was found from the signal. */
  readonly tag?: OperatingTag | undefined;
  /** So much louder than the quietest mode of the same tag; missing: it is the quietest, or the only one. */
  readonly louder?: Decibels | undefined;
}

export type LeftOutReason = "too short" | "same recording" | "unlike the others" | "no recordings";

export interface SessionReport {
  readonly from: UtcMilliseconds;
  readonly to: UtcMilliseconds;
  readonly windows: number;
  readonly tag?: OperatingTag | undefined;
  readonly leftOut?: LeftOutReason | undefined;
  /** Share of the threshold that it held for three windows in a row by a model that had not seen it. */
  readonly heldOutLevel?: number | undefined;
}

export interface TechniqueReport {
  readonly kind: string;
  readonly recipe: string;
  /** Best first. */
  readonly candidates: readonly Candidate[];
  /** The engineer who overruled the ranking; missing when the evidence chose. */
  readonly chosenBy?: string | undefined;
}

export type UntriedReason = "too few windows" | "too slow" | "failed";

/** One way of making the model, and how it fared on evidence that needs no fault. */
export interface Candidate {
  readonly kind: string;
  readonly recipe: string;
  /** Why there are no figures. */
  readonly untried?: UntriedReason | undefined;
  /** Median over the injected pseudo-faults of the smallest one that is found at the threshold. */
  readonly smallestChange?: Decibels | undefined;
  /** Share of the injected pseudo-faults of middling strength that are found at the threshold: 0…1. */
  readonly found?: number | undefined;
  /** How unlike each other the sessions look to it: highest held-out level of a session over the median one; 1 is perfectly stable. */
  readonly spread?: number | undefined;
  readonly trainSeconds?: Seconds | undefined;
  /** Of this technique alone, as packed in the artifact: without what every model holds besides. */
  readonly bytes?: number | undefined;
  /** Of this technique alone, once it is warm. */
  readonly scoreMicros?: number | undefined;
}

/** `value`: one value that a sensor has computed itself is larger; it needs no recording. */
export const pseudoFaults = ["impacts", "band energy", "tone", "sidebands", "level", "value"] as const;
export type PseudoFault = (typeof pseudoFaults)[number];

export interface TestReport {
  /** Median score over threshold of the windows learned from, and of windows held out. */
  readonly trained: number;
  readonly heldOut: number;
  readonly heldOutHighest: number;
  /** Largest difference of the score of a window between models of different seeds, as a share of the threshold; 0 for kinds without chance. */
  readonly seedSpread: number;
  /** Share of held-out stretches that alarm with a pseudo-fault of no strength: what chance finds. */
  readonly control: number;
  readonly smallest: readonly SmallestChange[];
}

/** The weakest pseudo-fault of one sort that is found; null: not even the strongest tried. */
export interface SmallestChange {
  readonly fault: PseudoFault;
  readonly low?: Hertz | undefined;
  readonly high?: Hertz | undefined;
  /** Of a `value`: whose. */
  readonly pointId?: PointId | undefined;
  /** Of a `value` on a linear scale: by so many of its unit, instead of decibels. */
  readonly amount?: number | null | undefined;
  /** Of the band (or of the whole, for `level`, or of the value) above healthy. */
  readonly change: Decibels | null;
}

export interface ThresholdReport {
  readonly value: number;
  /** Windows in a row that must lie above it. */
  readonly onWindows: number;
  /** Share that was measured on this component; the rest is what is usual for machines in general. */
  readonly measured: number;
  readonly expected: ExpectedAlarms;
}

export const gateNames = ["enough data", "small gap", "stable", "sees faults", "sessions agree", "budget met"] as const;
export type GateName = (typeof gateNames)[number];

/** What a model must show before it goes into service without an engineer's word. */
export interface Gate {
  readonly name: GateName;
  readonly passed: boolean;
  readonly found: number;
  readonly wanted: number;
}

export interface CostReport {
  /** Of the artifact: every member, names, spectra of healthy time. */
  readonly bytes: number;
  /** Of every member on one window, once they are warm. */
  readonly scoreMicros: number;
  /** Computing time of it all, selection included. */
  readonly trainSeconds: Seconds;
  /** What trained it. */
  readonly backend: string;
}

/** An engineer's word that a model serves although a gate failed. */
export interface Override {
  readonly by: string;
  readonly reason: string;
  readonly at: UtcMilliseconds;
}
