import { oc, type } from "@orpc/contract";
import { z } from "zod";
import type { LearningFailure } from "../domain/learningFailure.ts";
import type { Component, ComponentId } from "../domain/plant.ts";
import type { TrainingStage } from "../domain/trainingStage.ts";
import type { Seconds, UtcMilliseconds } from "../domain/units.ts";
import type { DeviceGap } from "./devicesContract.ts";
import { faults } from "./faults.ts";
import { author, id, moment, operatingTag } from "./validators.ts";

/** One stretch of the trend. A stretch without data has no row: draw a gap. */
export interface TrendRow {
  readonly time: UtcMilliseconds;
  readonly min: number;
  readonly mean: number;
  readonly max: number;
}

export interface Trend {
  readonly componentId: ComponentId;
  /** Seconds per row: 1, 60 or 3600. */
  readonly step: Seconds;
  /** Score of the component's micromodel. */
  readonly score: readonly TrendRow[];
  /** Stretches in which a sensor of the component delivered nothing, or not everything: drawn as gaps, never bridged. */
  readonly gaps: readonly DeviceGap[];
  /** Threshold of the model in service, on the scale of the score; missing before the first model. */
  readonly threshold?: number | undefined;
}

/** A micromodel in the words of its user. */
export interface ModelCard {
  readonly componentId: ComponentId;
  readonly version: number;
  readonly kind: string;
  readonly recipe: string;
  readonly hash: string;
  readonly trainedAt: UtcMilliseconds;
  readonly trainedBy: string;
  /** Healthy stretches it has learned from. */
  readonly sessions: readonly {
    readonly from: UtcMilliseconds;
    readonly to: UtcMilliseconds;
    readonly windows: number;
  }[];
  readonly windows: number;
  readonly threshold: number;
  /** Scores of healthy time that was held out when the threshold was set: median and largest. */
  readonly heldOutMedian: number;
  readonly heldOutMax: number;
  /** The features that count most at this moment, largest share first. */
  readonly features: readonly string[];
}

export { type TrainingStage, trainingStages } from "../domain/trainingStage.ts";

export const learningStates = ["collecting", "training", "done", "failed", "cancelled"] as const;

export interface Learning {
  readonly componentId: ComponentId;
  readonly state: (typeof learningStates)[number];
  /** 0…1 of the healthy time asked for. */
  readonly progress: number;
  readonly remaining: Seconds;
  /** What the training is at, once enough is collected. */
  readonly stage?: TrainingStage | undefined;
  /** 0…1 of the training. */
  readonly trained?: number | undefined;
  /** A gate failed: the model is kept and waits for an engineer's word, the one before goes on serving. */
  readonly waits?: boolean | undefined;
  /** Collecting stands still meanwhile and goes on by itself: silence is not learned. */
  readonly heldBy?: "machine off" | undefined;
  /** Why it failed, as facts. */
  readonly failure?: LearningFailure | undefined;
  /** The same as a sentence in English, with what the facts leave out. */
  readonly message?: string | undefined;
}

export const componentsContract = {
  trend: oc
    .errors(faults)
    .input(z.object({ componentId: id, from: moment, to: moment, maxRows: z.number().int().min(10).max(5000) }))
    .output(type<Trend>()),
  /** null: this component has not learned yet. */
  model: oc
    .errors(faults)
    .input(z.object({ componentId: id }))
    .output(type<ModelCard | null>()),
  /** "These components are healthy now": learns from the next `seconds` of each and puts the models into service. */
  learn: oc
    .errors(faults)
    .input(
      z.object({
        componentIds: z.array(id).min(1).max(1000),
        seconds: z.number().min(20, "Learning needs at least 20 seconds.").max(86_400),
        by: author,
        /** Forget the healthy sessions learned so far, for instance after a repair; otherwise the new one is added to them. */
        startOver: z.boolean().optional(),
        /** How the machine runs in this session, when it is another way than before; otherwise the tag of the machine. */
        tag: operatingTag.optional(),
      }),
    )
    .output(type<readonly Learning[]>()),
  stopLearning: oc
    .errors(faults)
    .input(z.object({ componentId: id }))
    .output(type<Learning>()),
  setOutOfService: oc
    .errors(faults)
    .input(z.object({ componentId: id, outOfService: z.boolean(), by: author }))
    .output(type<Component>()),
};
