import { oc, type } from "@orpc/contract";
import { z } from "zod";
import { type AlarmBudget, budgetPeriods } from "../domain/alarmBudget.ts";
import type { ModelDecision } from "../domain/modelDecision.ts";
import type { OperatingTag } from "../domain/operatingTag.ts";
import type { ComponentId, MachineId, PointId } from "../domain/plant.ts";
import type { Override, ReportCard } from "../domain/reportCard.ts";
import type { Decibels, Hertz, UtcMilliseconds } from "../domain/units.ts";
import { faults } from "./faults.ts";
import { author, comment, id, operatingTag } from "./validators.ts";

/** One component on the screen of all micromodels. */
export interface ModelSummary {
  readonly componentId: ComponentId;
  readonly budget: AlarmBudget;
  /** Missing before the first model. */
  readonly model?: ModelVersion | undefined;
  readonly sessions: number;
  readonly windows: number;
  readonly expectedPerMonth?: number | undefined;
  /** Alerts in the last 30 days, or since the model serves when that is less, by days. */
  readonly alerts: number;
  readonly alertDays: number;
  /** A newer version waits because a gate failed. */
  readonly waiting?: number | undefined;
  /** Why an engineer should look; empty when nothing is asked of them. */
  readonly care: readonly ModelCare[];
}

export const modelCares = [
  "no model",
  "gate failed",
  "one session only",
  "more alarms than expected",
  "new operating mode",
  "unreadable",
] as const;
export type ModelCare = (typeof modelCares)[number];

export interface ModelVersion {
  readonly version: number;
  readonly kind: string;
  readonly recipe: string;
  readonly trainedAt: UtcMilliseconds;
  readonly trainedBy: string;
  readonly inService: boolean;
  /** Of the version in service: when it last took the place of another. */
  readonly servesSince?: UtcMilliseconds | undefined;
  readonly override?: Override | undefined;
}

/** Everything that is known of one version. */
export interface ModelDossier {
  readonly card: ReportCard;
  readonly version: ModelVersion;
  /** Newest first. */
  readonly versions: readonly ModelVersion[];
  /** Of this component, newest first. */
  readonly decisions: readonly ModelDecision[];
}

/** Why the last window of a component scored as it did. */
export interface ScoreExplanation {
  readonly time: UtcMilliseconds;
  readonly value: number;
  readonly threshold: number;
  /** Largest share first; the shares of all features sum to 1. */
  readonly features: readonly {
    readonly pointId: PointId;
    readonly name: string;
    readonly share: number;
    readonly now: number;
    readonly healthy: number;
  }[];
  /** Frequency bands, largest share first. */
  readonly bands: readonly {
    readonly pointId: PointId;
    readonly low: Hertz;
    readonly high: Hertz;
    readonly change: Decibels;
    readonly share: number;
  }[];
}

const budget = z.object({ alarms: z.number().int().min(1).max(100), per: z.enum(budgetPeriods) });

export const modelsContract = {
  list: oc.errors(faults).output(type<readonly ModelSummary[]>()),
  /** null: this component has no model yet. Without a version: the one in service, or the newest. */
  dossier: oc
    .errors(faults)
    .input(z.object({ componentId: id, version: z.number().int().min(1).optional() }))
    .output(type<ModelDossier | null>()),
  /** null while nothing is scored. */
  explain: oc
    .errors(faults)
    .input(z.object({ componentId: id }))
    .output(type<ScoreExplanation | null>()),
  /** Trains from the kept sessions again: with another kind or budget, or after a session was removed. */
  train: oc
    .errors(faults)
    .input(
      z.object({
        componentId: id,
        by: author,
        kind: z.string().max(100).optional(),
        recipe: z.string().max(100).optional(),
      }),
    )
    .output(type<void>()),
  /** A reason is needed when a gate of this version failed; it is kept with the engineer's name. */
  putInService: oc
    .errors(faults)
    .input(z.object({ componentId: id, version: z.number().int().min(1), by: author, reason: comment.optional() }))
    .output(type<ModelVersion>()),
  setBudget: oc
    .errors(faults)
    .input(z.object({ componentId: id, budget, by: author }))
    .output(type<AlarmBudget>()),
  /** Forgets one healthy session; the next training goes without it. */
  removeSession: oc
    .errors(faults)
    .input(z.object({ componentId: id, from: z.number(), by: author }))
    .output(type<void>()),
  /** How the machine runs now, as its people know it; null: find it from the signal. */
  setOperatingTag: oc
    .errors(faults)
    .input(z.object({ machineId: id, tag: operatingTag.nullable(), by: author }))
    .output(type<OperatingTag | null>()),
  operatingTags: oc
    .errors(faults)
    .output(type<readonly { readonly machineId: MachineId; readonly tag: OperatingTag }[]>()),
};
