import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Quantity, Unit } from "../../electron/domain/units.ts";
import { readRecording } from "../makers/readRecording.ts";
import { spectraOf, type Told, trySensors } from "../makers/sensorTrial.ts";
import { isSharedMissing, sharedFolder } from "../makers/sharedFolder.ts";
import { type SharedRecording, sharedRecordings } from "../makers/sharedTasks.ts";

const missing = isSharedMissing();
const long = process.env.AUSCULT_LONG === "1";

/** What belongs together: one sensor on one machine. The rest of a name is its condition and its number. */
const machines: Readonly<Record<string, RegExp>> = {
  cwru: /^de_48k/,
  gearbox: /^/,
  bearing_sound: /^/,
  engine_idle: /^/,
  pump_motor: /^/,
  compressor: /^/,
  dcase2020: /(fan|pump|slider|toycar|toyconveyor|valve)_id\d\d/,
  mimii_fan: /^/,
  femto: /^bearing\d_\d/,
};
/** Where the samples have a unit: full scale, and what it is. */
const scales: Readonly<Record<string, { readonly scale: number; readonly quantity: Quantity; readonly unit: Unit }>> = {
  cwru: { scale: 32, quantity: "acceleration", unit: "g" },
  femto: { scale: 64, quantity: "acceleration", unit: "g" },
};
const scaleOf = (dataset: string) => scales[dataset] ?? { scale: 1, quantity: "other", unit: "raw" };
const healthyConditions = ["normal", "state: running (loaded)"];
/** At most so many of each kind; the bearings that run to their end come in two thousand snapshots. */
const mostOf = (dataset: string) => (!long ? 2 : dataset === "femto" ? 100 : Infinity);
/** A tenth of a second each is little to learn from. */
const learnedOf = (dataset: string) => (dataset === "femto" ? 40 : 6);

interface Group {
  readonly name: string;
  readonly healthy: readonly SharedRecording[];
  readonly others: readonly SharedRecording[];
}

function groupsOf(dataset: string): Group[] {
  const rows = sharedRecordings().filter((row) => row.dataset === dataset);
  const machineOf = ({ file }: SharedRecording) => machines[dataset]!.exec(file.split("/")[1]!)?.[0];
  return [...Map.groupBy(rows, machineOf)].flatMap(([machine, mine]) => {
    if (machine === undefined) return [];
    // Of a bearing that runs to its end, the first third is learned and everything after it may be failing.
    const early = mine.slice(0, Math.ceil(mine.length / 3));
    const isHealthy = (row: SharedRecording) =>
      dataset === "femto" ? early.includes(row) : healthyConditions.includes(row.condition);
    const healthy = mine.filter(isHealthy);
    const others = mine.filter((row) => !isHealthy(row));
    return healthy.length === 0 ? [] : [{ name: `${dataset} ${machine}`, healthy, others }];
  });
}

const read = ({ file, dataset }: SharedRecording) =>
  readRecording(join(sharedFolder(), "data", file), scaleOf(dataset).scale);
/** Evenly spread over a list. */
const some = <Item>(items: readonly Item[], count: number) =>
  items.filter(
    (_, index) =>
      count >= items.length ||
      Math.floor((index * count) / items.length) !== Math.floor(((index - 1) * count) / items.length),
  );

/** The first half of the healthy recordings is learned; of a single recording its first half. */
function learn({ healthy }: Group) {
  const learned =
    healthy.length > 1
      ? some(
          healthy.filter((_, index) => index % 2 === 0),
          long ? Infinity : learnedOf(healthy[0]!.dataset),
        )
      : healthy;
  const recordings = learned.map(read);
  const { sampleRate } = recordings[0]!;
  const { quantity, unit } = scaleOf(healthy[0]!.dataset);
  const channels = recordings[0]!.channels.map((_, channel) => {
    const healthySpectra = recordings.flatMap((each) => {
      const samples = each.channels[channel]!;
      return spectraOf(healthy.length > 1 ? samples : samples.subarray(0, samples.length >> 1), each.sampleRate);
    });
    return { quantity, unit, healthy: healthySpectra };
  });
  const tested = healthy.length > 1 ? healthy.filter((_, index) => index % 2 === 1) : healthy;
  return { sampleRate, channels, tested };
}

const kindsOf = (told: Told) => [...new Set(told.findings.map((each) => each.replace(/ \d+ /, ": ")))];

describe.skipIf(missing)("the watch on sensors, on recordings of real machines", () => {
  it.each(Object.keys(machines))(
    "%s: nothing false, no fault keeps its alarm from being raised, a wrong sensitivity is told",
    (dataset) => {
      const most = mostOf(dataset);
      const counts = { healthy: 0, faulty: 0, windows: 0, withheld: 0, scaled: 0, known: 0 };
      const found: Record<string, number> = {};
      for (const group of some(groupsOf(dataset), long ? Infinity : 5)) {
        const { sampleRate, channels, tested } = learn(group);
        const judge = (row: SharedRecording, factor = 1) => {
          const recording = read(row);
          if (recording.sampleRate !== sampleRate) return undefined;
          return trySensors(
            recording.channels.map((samples) => samples.map((each) => factor * each)),
            sampleRate,
            channels,
          );
        };
        for (const [state, rows] of [
          ["healthy", some(tested, most)],
          ["faulty", some(group.others, most)],
        ] as const) {
          for (const row of rows) {
            const told = judge(row);
            if (told === undefined) continue;
            counts[state] += 1;
            counts.windows += told.windows;
            counts.withheld += told.withheld;
            for (const kind of kindsOf(told)) found[`${state}, ${kind}`] = (found[`${state}, ${kind}`] ?? 0) + 1;
          }
        }
        for (const row of some(tested, most)) {
          const told = judge(row, 10);
          if (told === undefined) continue;
          counts.scaled += 1;
          if (told.factors.some((factor) => Math.abs(20 * Math.log10(factor) - 20) < 4)) counts.known += 1;
        }
      }
      console.log(dataset, JSON.stringify(counts), JSON.stringify(found));
      expect(counts.healthy + counts.faulty).toBeGreaterThan(0);
      expect(counts.withheld).toBe(0);
      // What these recordings really have; each was looked at.
      const real: Readonly<Record<string, readonly string[]>> = {
        // The axis along gravity is cut off at the end of its range.
        pump_motor: ["healthy, clipping: hint", "faulty, clipping: hint"],
        // The microphone is too close: a third of the samples lies at full scale.
        compressor: ["healthy, clipping: hint"],
        // Three recordings have the drive end on both channels, times 0.985.
        cwru: ["faulty, same as another: hint"],
        // A bearing at its end is louder at all frequencies. Without lines that cannot be told from another scale: a hint, no more.
        femto: ["faulty, level jumped: hint"],
      };
      expect(Object.keys(found).filter((each) => !real[dataset]?.includes(each))).toEqual([]);
      // Recordings of one name are of several machines there, or too few to know what is usual.
      const isLittle = dataset === "dcase2020" || (dataset === "femto" && !long);
      if (!isLittle) expect(counts.known).toBeGreaterThanOrEqual(0.75 * counts.scaled);
    },
    120_000,
  );
});
