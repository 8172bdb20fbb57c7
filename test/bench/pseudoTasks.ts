import { calibrate } from "../../electron/micromodels/calibrate.ts";
import type { MicromodelKind, TrainingSet } from "../../electron/micromodels/kind.ts";
import { levelHeld } from "../../electron/micromodels/levelHeld.ts";
import { sessionsPerMonth } from "../../electron/micromodels/nextSession.ts";
import { seededRandom } from "../../electron/micromodels/seededRandom.ts";
import { medianWindows } from "../../electron/micromodels/windowMedian.ts";
import { hopsPerWindow, type PseudoMachine, type Session } from "./pseudoMachines.ts";

const day = 86_400_000;
const mostFaults = 8;
/** What every kind learns from, also when something is held out. */
const fewestWindows = 12;

/** What a micromodel that learned in some sessions of a state makes of the others, and of the other states. */
export interface PseudoTask {
  readonly family: string;
  readonly machine: string;
  /** Sessions it learned in, taken to be a day apart. */
  readonly sessions: number;
  /** The highest level a learned session held, by a model without it. */
  readonly heldOut: number;
  readonly threshold: number;
  readonly expected: { readonly perMonth: number; readonly low: number; readonly high: number };
  /** Levels that the other sessions of the state held for three windows, and the sessions of other states. */
  readonly healthy: readonly number[];
  readonly faulty: readonly number[];
}

/** Random choices of so many sessions of each state, at most `most` of each; the same for the same seed. */
export async function pseudoTasks(
  kind: MicromodelKind,
  machines: readonly PseudoMachine[],
  sessions: number,
  most: number,
): Promise<PseudoTask[]> {
  const random = seededRandom(sessions);
  const tasks: PseudoTask[] = [];
  for (const { family, name, features, states, faultsOnly } of machines) {
    for (const [state, all] of states) {
      if (faultsOnly.has(state) || all.length <= sessions) continue;
      const others = [...states].flatMap(([other, of]) => (other === state ? [] : of));
      const faults = shuffled(others, random).slice(0, mostFaults);
      for (let draw = 0; draw < Math.min(most, choices(all.length, sessions)); draw++) {
        const order = shuffled(all, random);
        const set: TrainingSet = {
          features,
          overlap: hopsPerWindow,
          sessions: order.slice(0, sessions).map((windows, s) => ({ from: s * day, to: s * day + 60_000, windows })),
        };
        if (leastLeft(set) < fewestWindows) continue;
        const model = await kind.fit(set, { seed: 1 });
        const { heldOutLevel, threshold, expected } = await calibrate(kind, set, { seed: 1 });
        const levelOf = (windows: Session) =>
          levelHeld(medianWindows(windows, kind.smoothing).map((window) => model.score(window)));
        tasks.push({
          family,
          machine: `${name}, ${state}`,
          sessions,
          heldOut: heldOutLevel,
          threshold,
          expected,
          healthy: order.slice(sessions).map(levelOf),
          faulty: faults.map(levelOf),
        });
      }
    }
  }
  return tasks;
}

/** Mean over families of the mean over their tasks of the share above the threshold. */
export function alarmShare(
  tasks: readonly PseudoTask[],
  which: "healthy" | "faulty",
  thresholdOf: (task: PseudoTask) => number = (task) => task.threshold,
): number {
  const byFamily = Map.groupBy(
    tasks.filter((task) => task[which].length > 0),
    (task) => task.family,
  );
  return meanOf(
    [...byFamily.values()].map((of) =>
      meanOf(of.map((task) => meanOf(task[which].map((level) => (level > thresholdOf(task) ? 1 : 0))))),
    ),
  );
}

/** Share of the components, families alike, whose share of false alarms lies above the upper end of what was expected of them. */
export function beyondHigh(tasks: readonly PseudoTask[]): number {
  const judged = tasks.filter(({ healthy }) => healthy.length > 0);
  const components = [...Map.groupBy(judged, ({ machine }) => machine).values()].map((of) => {
    const high = meanOf(of.map(({ expected }) => expected.high / sessionsPerMonth));
    const broken = meanOf(
      of.map(({ healthy, threshold }) => meanOf(healthy.map((level) => (level > threshold ? 1 : 0)))),
    );
    return { family: of[0]!.family, beyond: broken > high ? 1 : 0 };
  });
  return meanOf(
    [...Map.groupBy(components, ({ family }) => family).values()].map((of) => meanOf(of.map(({ beyond }) => beyond))),
  );
}

/** The value below which a share of the healthy levels lies, each family with an equal say. */
export function usualQuantile(tasks: readonly PseudoTask[], share: number): number {
  const weighted = [...Map.groupBy(tasks, (task) => task.family).values()].flatMap((of) => {
    const levels = of.flatMap((task) => task.healthy);
    return levels.map((level) => ({ level, weight: 1 / levels.length }));
  });
  weighted.sort((one, other) => one.level - other.level);
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
  let sum = 0;
  for (const { level, weight } of weighted) {
    sum += weight;
    if (sum >= share * total) return level;
  }
  return 0;
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Windows that remain when the longest session, or a third of the only one, is held out. */
function leastLeft({ sessions }: TrainingSet): number {
  const counts = sessions.map(({ windows }) => windows.length);
  const all = counts.reduce((sum, count) => sum + count, 0);
  return sessions.length > 1 ? all - Math.max(...counts) : Math.floor((2 * all) / 3);
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  const order = values.map((value) => ({ value, at: random() }));
  return order.sort((one, other) => one.at - other.at).map(({ value }) => value);
}

function choices(of: number, count: number): number {
  let ways = 1;
  for (let i = 0; i < count; i++) ways = (ways * (of - i)) / (i + 1);
  return Math.round(ways);
}
