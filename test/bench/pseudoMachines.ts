import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readTable } from "../../electron/app/evaluate/readTable.ts";
import { defaultRecipe } from "../../electron/features/recipes.ts";
import { WindowCutter } from "../../electron/features/windowCutter.ts";
import type { TrainingFeature } from "../../electron/micromodels/kind.ts";
import { readRecording } from "../makers/readRecording.ts";
import { sharedData } from "../makers/sharedTasks.ts";

export const hopsPerWindow = 4;
const mostEarlySessions = 8;

/** Windows of one session, shape [windows][features]. */
export type Session = readonly Float32Array[];

/**
 * A machine with several recorded states. Each state serves as the healthy one in turn: a bearing with a pitted race is as steady as
 * a sound one, and there are many more of them; the other states are then its faults.
 */
export interface PseudoMachine {
  readonly family: string;
  readonly name: string;
  readonly features: readonly TrainingFeature[];
  /** Sessions of each state. */
  readonly states: ReadonlyMap<string, readonly Session[]>;
  /** States that are no single state, such as `anomaly` of any sort: they serve as faults only. */
  readonly faultsOnly: ReadonlySet<string>;
}

interface Recording {
  readonly dataset: string;
  readonly condition: string;
  readonly group: string;
  readonly series: string;
  readonly time: number;
  readonly sampleRate: number;
  readonly channels: number;
  readonly windows: Session;
}

/** How the recordings of a data set fall into machines, states and sessions. */
const layouts: Readonly<Record<string, (recordings: readonly Recording[]) => Omit<PseudoMachine, "family">[]>> = {
  bearing_sound: (all) => machines(all, ({ group }) => group.split("/").at(-1)!, byCondition(halves)),
  engine_idle: (all) => machines(all, ({ group }) => group.split("/")[1]!, byCondition(groups)),
  gearbox: (all) => machines(all, () => "gearbox", byCondition(eachAlone)),
  pump_motor: (all) => machines(all, () => "pump", byCondition(groups), ["bearing or alignment fault"]),
  mimii_fan: (all) => machines(all, () => "fan", byCondition(eachAlone), ["anomaly"]),
  dcase2020: (all) => machines(all, ({ group }) => group.split("/")[1]!, byCondition(eachAlone), ["anomaly"]),
  // each specimen is a state; at 12 kHz its sessions are the loads
  cwru: (all) => [
    ...machines(
      all.filter(({ sampleRate }) => sampleRate < 20_000),
      () => "12 kHz",
      byGroup(eachAlone),
    ),
    ...machines(
      all.filter(({ sampleRate }) => sampleRate > 20_000),
      () => "48 kHz",
      byGroup(halves),
    ),
  ],
  femto: (all) => machines(all, ({ series }) => series, lifeOf, ["end"]),
  compressor: (all) => machines(all, () => "compressor", byCondition(groups)),
};

/** All machines of the development recordings, in the features that the station computes. Takes some ten seconds. */
export function pseudoMachines(): PseudoMachine[] {
  const recordings = readRecordings();
  return Object.entries(layouts).flatMap(([family, layout]) =>
    layout(recordings.filter(({ dataset }) => dataset === family)).map((machine) => ({ family, ...machine })),
  );
}

function readRecordings(): Recording[] {
  const text = readFileSync(join(sharedData(), "manifest.csv"), "utf8");
  const { rows } = readTable("manifest.csv", text, ["file"]);
  return rows.map((row) => {
    const { sampleRate, channels } = readRecording(join(sharedData(), row.cell("file")), Number(row.cell("scale")));
    const seconds =
      row.cell("dataset") === "femto" ? 0.1 : sampleRate === 48_000 && row.cell("dataset") === "cwru" ? 0.25 : 1;
    const length = Math.round(seconds * sampleRate);
    const run = defaultRecipe.prepare(sampleRate);
    const vectors = channels.map((channel) =>
      new WindowCutter(length, Math.round(length / hopsPerWindow)).push(channel).map((window) => run.compute(window)),
    );
    const windows = vectors[0]!.flatMap((_, w) => {
      const parts = vectors.map((points) => points[w] ?? null);
      return parts.some((part) => part === null) ? [] : [Float32Array.from(parts.flatMap((part) => [...part!]))];
    });
    return {
      dataset: row.cell("dataset"),
      condition: row.cell("condition"),
      group: row.cell("split_group"),
      series: row.cell("series"),
      time: Number(row.cell("t_s")),
      sampleRate,
      channels: channels.length,
      windows,
    };
  });
}

type Arrange = (recordings: readonly Recording[]) => Map<string, readonly Session[]>;
type Cut = (recordings: readonly Recording[]) => readonly Session[];

function machines(
  recordings: readonly Recording[],
  nameOf: (recording: Recording) => string,
  arrange: Arrange,
  faultsOnly: readonly string[] = [],
): Omit<PseudoMachine, "family">[] {
  return [...Map.groupBy(recordings, nameOf)].map(([name, of]) => {
    const { sampleRate, channels } = of[0]!;
    const traits = defaultRecipe.traits(sampleRate);
    const features = Array.from({ length: channels }, (_, c) =>
      traits.map((trait) => ({ ...trait, pointId: `channel ${c + 1}` })),
    ).flat();
    return { name, features, states: arrange(of), faultsOnly: new Set(faultsOnly) };
  });
}

const byCondition = (cut: Cut): Arrange => arranged((recording) => recording.condition, cut);
const byGroup = (cut: Cut): Arrange => arranged((recording) => recording.group, cut);

function arranged(stateOf: (recording: Recording) => string, cut: Cut): Arrange {
  return (recordings) => new Map([...Map.groupBy(recordings, stateOf)].map(([state, of]) => [state, cut(of)]));
}

/** Each recording is a session. */
function eachAlone(recordings: readonly Recording[]): Session[] {
  return recordings.map(({ windows }) => windows);
}

/** Recordings that must stay together are one session. */
function groups(recordings: readonly Recording[]): Session[] {
  return [...Map.groupBy(recordings, ({ group }) => group).values()].map((of) => of.flatMap(({ windows }) => windows));
}

/** The only recording of its kind is cut in two, with a gap. */
function halves(recordings: readonly Recording[]): Session[] {
  return recordings.flatMap(({ windows }) => {
    const middle = windows.length >> 1;
    return [windows.slice(0, middle - 2), windows.slice(middle + 2)];
  });
}

/** Run to failure: stretches of its early life, run in and not yet worn, and its very end. */
function lifeOf(recordings: readonly Recording[]): Map<string, readonly Session[]> {
  const windows = recordings.toSorted((one, other) => one.time - other.time).flatMap((recording) => recording.windows);
  const early: Session[] = [];
  const at = (share: number) => Math.floor(share * windows.length);
  for (let start = at(0.05); start + 20 <= at(0.3) && early.length < mostEarlySessions; start += 30) {
    early.push(windows.slice(start, start + 20));
  }
  return new Map([
    ["early", early],
    ["end", [windows.slice(at(0.98))]],
  ]);
}
