import { alarmShare, meanOf, type PseudoTask, usualQuantile } from "./pseudoTasks.ts";

/** Chance that the next session breaks the usual threshold of a component that learned in one, and the highest of one that learned in several. */
const breaks = 1 / 6;
const breaksHighest = 1 / 5;

/** What `resources/usualMachines.ts` holds of one kind, from tasks by the number of sessions that were learned in. */
export function usualScoresOf(tasks: ReadonlyMap<number, readonly PseudoTask[]>) {
  const next = tasks.get(1)!;
  const known = [...tasks].flatMap(([sessions, of]) => (sessions >= 3 ? of : []));
  return {
    oneSession: round(usualQuantile(next, 1 - breaks)),
    highest: round(usualQuantile(next, 1 - breaksHighest)),
    lowest: round(usualQuantile(known, 0.5)),
  };
}

/** How the next healthy session stands to what was learned: see usualMachines.ts. */
export function nextSessionOf(tasks: ReadonlyMap<number, readonly PseudoTask[]>) {
  const groups = [...Map.groupBy(tasks.get(1)!, (task) => task.machine).values()].map((of) => ({
    family: of[0]!.family,
    logs: of.flatMap((task) => task.healthy.map(Math.log)),
  }));
  const variances = groups
    .filter(({ logs }) => logs.length > 2)
    .map((group) => ({ ...group, value: varianceOf(group.logs) }));
  const within = Math.sqrt(perFamily(variances));
  const centres = groups.map((group) => ({ ...group, value: meanOf(group.logs) }));
  const centre = perFamily(centres);
  const between = Math.sqrt(perFamily(centres.map((group) => ({ ...group, value: (group.value - centre) ** 2 }))));
  const shares = [...tasks].flatMap(([sessions, of]) =>
    sessions > 1 && of.length > fewest ? [alarmShare(of, "healthy") * (sessions + 1)] : [],
  );
  return { between: round(between), within: round(within), shareOfWorst: round(meanOf(shares)) };
}

/** So few tasks say nothing of a share. */
const fewest = 40;

function perFamily(values: readonly { readonly family: string; readonly value: number }[]): number {
  return meanOf(
    [...Map.groupBy(values, ({ family }) => family).values()].map((of) => meanOf(of.map(({ value }) => value))),
  );
}

function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
