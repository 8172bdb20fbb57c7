/**
 * What the bounds of the threshold owe to the recordings they were learned from: the detect tasks of ../shared/data twice, with what
 * is usual as it is shipped, and as it comes out without the family (and its machines) that is evaluated. By the member that watches
 * timbre alone: operating modes and levels have no such prior. `npx node test/bench/leaveFamilyOut.ts [kind]` prints JSON.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readTable } from "../../electron/app/evaluate/readTable.ts";
import { neededTaskColumns, tasksOf } from "../../electron/app/evaluate/readTasks.ts";
import type { Task, TaskRow } from "../../electron/app/evaluate/task.ts";
import { overlap, windowPlan, windowsOf } from "../../electron/app/evaluate/windowPlan.ts";
import { defaultRecipe } from "../../electron/features/recipes.ts";
import { calibrate } from "../../electron/micromodels/calibrate.ts";
import type { MicromodelKind, UsualScores } from "../../electron/micromodels/kind.ts";
import { defaultKind, kindOf } from "../../electron/micromodels/kinds.ts";
import { levelHeld } from "../../electron/micromodels/levelHeld.ts";
import { medianWindows } from "../../electron/micromodels/windowMedian.ts";
import { type Recording, readRecording } from "../makers/readRecording.ts";
import { sharedData } from "../makers/sharedTasks.ts";
import { pseudoMachines } from "./pseudoMachines.ts";
import { meanOf, pseudoTasks } from "./pseudoTasks.ts";
import { usualScoresOf } from "./usualOf.ts";

const day = 86_400_000;
const seed = 1;

interface Rates {
  readonly falseAlarms: number;
  readonly hits: number;
}

const kind = process.argv[2] ? kindOf(process.argv[2]) : defaultKind;
const machines = pseudoMachines();
const known = await Promise.all([1, 3, 5].map(async (n) => [n, await pseudoTasks(kind, machines, n, 6)] as const));
const tables = readTable("tasks.csv", readFileSync(join(sharedData(), "tasks.csv"), "utf8"), neededTaskColumns);
const tasks = tasksOf(tables).filter(({ mode }) => mode === "detect");
const scales = new Map(
  readTable("manifest.csv", readFileSync(join(sharedData(), "manifest.csv"), "utf8"), ["file"]).rows.map((row) => [
    row.cell("file"),
    Number(row.cell("scale")),
  ]),
);
const rates = [];
for (const task of tasks) {
  const held = await heldLevels(task);
  const shipped = await ratesOf(held, kind.usual);
  const leftOut = await ratesOf(held, withoutFamily(task));
  rates.push({ coverage: task.coverage, family: task.family, shipped, leftOut });
}
const families = [...Map.groupBy(rates, ({ coverage, family }) => `${coverage} ${family}`)].map(([name, of]) => ({
  name,
  coverage: of[0]!.coverage,
  tasks: of.length,
  shipped: meanRates(of.map(({ shipped }) => shipped)),
  leftOut: meanRates(of.map(({ leftOut }) => leftOut)),
}));
const macro = [...Map.groupBy(families, ({ coverage }) => coverage)].map(([coverage, of]) => ({
  coverage,
  shipped: meanRates(of.map(({ shipped }) => shipped)),
  leftOut: meanRates(of.map(({ leftOut }) => leftOut)),
}));
console.log(JSON.stringify({ kind: kind.kind, macro, families }, null, 1));

function withoutFamily({ rows }: Task): UsualScores {
  // a task is of the data set whose folder its recordings lie in
  const folder = rows[0]!.file.split("/")[0]!;
  return usualScoresOf(new Map(known.map(([n, of]) => [n, of.filter(({ family }) => family !== folder)])));
}

async function heldLevels(task: Task) {
  const read = (row: TaskRow) => ({ row, recording: cut(row) });
  const train = task.rows.filter(({ role }) => role === "train").map(read);
  const test = task.rows.filter(({ role }) => role === "test").map(read);
  const plan = windowPlan(train.map(({ recording }) => recording.channels[0]!.length / recording.sampleRate));
  const vectors = ({ recording: { sampleRate, channels } }: ReturnType<typeof read>) => {
    const run = defaultRecipe.prepare(sampleRate);
    return windowsOf(channels[0]!.length, sampleRate, plan).flatMap(({ start, length }) => {
      const parts = channels.map((channel) => run.compute(channel.subarray(start, start + length)));
      return parts.some((part) => part === null) ? [] : [Float32Array.from(parts.flatMap((part) => [...part!]))];
    });
  };
  const { sampleRate, channels } = train[0]!.recording;
  const traits = defaultRecipe.traits(sampleRate);
  const set = {
    overlap,
    features: channels.flatMap((_, c) => traits.map((trait) => ({ ...trait, pointId: `channel ${c + 1}` }))),
    sessions: [...Map.groupBy(train, ({ row }) => row.session).values()].map((of, s) => ({
      from: s * day,
      to: s * day + 60_000,
      windows: of.flatMap(vectors),
    })),
  };
  const model = await kind.fit(set, { seed });
  const levels = test.map((one) => ({
    healthy: one.row.label === "normal",
    level: levelHeld(medianWindows(vectors(one), kind.smoothing).map((window) => model.score(window))),
  }));
  return { set, levels };
}

async function ratesOf({ set, levels }: Awaited<ReturnType<typeof heldLevels>>, usual: UsualScores): Promise<Rates> {
  const { threshold } = await calibrate({ ...kind, usual } satisfies MicromodelKind, set, { seed });
  const share = (healthy: boolean) =>
    meanOf(levels.filter((one) => one.healthy === healthy).map(({ level }) => (level > threshold ? 1 : 0)));
  return { falseAlarms: share(true), hits: share(false) };
}

function cut({ file, from, to }: TaskRow): Recording {
  const { sampleRate, channels } = readRecording(join(sharedData(), file), scales.get(file) ?? 1);
  const end = to === null ? undefined : Math.round(to * sampleRate);
  return { sampleRate, channels: channels.map((channel) => channel.slice(Math.round(from * sampleRate), end)) };
}

function meanRates(of: readonly Rates[]): Rates {
  const mean = (key: keyof Rates) => Math.round(meanOf(of.map((rates) => rates[key])) * 1000) / 1000;
  return { falseAlarms: mean("falseAlarms"), hits: mean("hits") };
}
