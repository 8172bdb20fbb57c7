import type { DetectFigures } from "./detectMode.ts";
import { meanOf } from "./metrics.ts";
import type { Coverage } from "./task.ts";

/** What a task contributes to the means; a task that could not run contributes nothing. */
export interface CountedTask extends DetectFigures {
  readonly family: string;
  readonly coverage: Coverage | null;
  readonly error?: string | undefined;
}

export interface Means extends DetectFigures {
  readonly tasks: number;
  readonly families: number;
  /** Mean of hit rate and of the rate at which healthy recordings stay quiet. */
  readonly balancedRecordingRate: number | null;
}

export interface FamilyMeans extends Means {
  readonly family: string;
  readonly covered: Means;
  readonly sparse: Means;
}

export interface Macro {
  readonly covered: Means;
  readonly sparse: Means;
  readonly all: Means;
}

const keys = [
  "auc",
  "pauc",
  "windowFalseAlarmRate",
  "windowHitRate",
  "recordingFalseAlarmRate",
  "recordingHitRate",
  "notJudgedNormalRate",
  "notJudgedFaultRate",
] as const satisfies readonly (keyof DetectFigures)[];

/** Mean over the tasks of a family, then over the families: a family with many tasks counts no more than another. */
export function macroOf(tasks: readonly CountedTask[]): Macro {
  const within = (coverage: Coverage) => meansOf(tasks.filter((task) => task.coverage === coverage));
  return { covered: within("covered"), sparse: within("sparse"), all: meansOf(tasks) };
}

export function familiesOf(tasks: readonly CountedTask[]): FamilyMeans[] {
  return [...Map.groupBy(tasks, (task) => task.family)].map(([family, group]) => {
    const { covered, sparse, all } = macroOf(group);
    return { family, ...all, covered, sparse };
  });
}

function meansOf(tasks: readonly CountedTask[]): Means {
  const ran = tasks.filter((task) => task.error === undefined);
  const groups = [...Map.groupBy(ran, (task) => task.family).values()];
  const figures = Object.fromEntries(
    keys.map((key) => [key, meanOf(groups.map((group) => meanOf(group.map((task) => task[key]))))]),
  ) as unknown as DetectFigures;
  const { recordingFalseAlarmRate: falseAlarms, recordingHitRate: hits } = figures;
  const balanced = falseAlarms === null || hits === null ? null : (1 - falseAlarms + hits) / 2;
  return { tasks: ran.length, families: groups.length, ...figures, balancedRecordingRate: balanced };
}
