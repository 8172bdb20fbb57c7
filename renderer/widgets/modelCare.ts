import { type ModelCare, type ModelSummary, modelCares } from "../../electron/contract/modelsContract.ts";

/** What only an engineer can put right; the rest gets better by learning more. */
const urgent: ReadonlySet<ModelCare> = new Set(["gate failed", "unreadable", "more alarms than expected"]);

export function isUrgent(care: ModelCare): boolean {
  return urgent.has(care);
}

export function needsEngineer({ care }: Pick<ModelSummary, "care">): boolean {
  return care.some(isUrgent);
}

/** Small is urgent; larger than every rank: `modelCares.length * 2`. */
export function careRank(care: ModelCare): number {
  return (urgent.has(care) ? 0 : modelCares.length) + modelCares.indexOf(care);
}

/** What a model asks of people, the most urgent first. */
export function caresInOrder({ care }: Pick<ModelSummary, "care">): readonly ModelCare[] {
  return care.toSorted((a, b) => careRank(a) - careRank(b));
}
