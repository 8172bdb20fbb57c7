import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { analyzeFile } from "../../electron/app/analyzeFile.ts";
import { bearingOf } from "../../electron/app/bearingCatalogue.ts";
import type { BearingAnalysis } from "../../electron/features/bearingAnalysis.ts";
import { estimateSpeed } from "../../electron/features/estimateSpeed.ts";
import { readRecording } from "../makers/readRecording.ts";
import { isSharedMissing, sharedFolder } from "../makers/sharedFolder.ts";
import { type SharedRecording, sharedRecordings } from "../makers/sharedTasks.ts";

const missing = isSharedMissing();
const recordings = (dataset: string, ...conditions: string[]) =>
  missing ? [] : sharedRecordings().filter((row) => row.dataset === dataset && conditions.includes(row.condition));

async function analysisOf(row: SharedRecording, designation: string): Promise<BearingAnalysis> {
  const wish = { channel: "1", bearing: { geometry: bearingOf(designation), speed: row.rpm } };
  const { channels } = await analyzeFile(join(sharedFolder(), "data", row.file), wish);
  return channels[0]!.bearing!;
}

/** One line a recording, so that whoever runs the test sees what came out. */
async function list(rows: readonly SharedRecording[], designation: string) {
  const found: { condition: string; hits: string[]; deepest: number }[] = [];
  const lines: string[] = [];
  for (const row of rows) {
    const { mechanisms, peaks } = await analysisOf(row, designation);
    const hits = mechanisms.filter((entry) => entry.hit).map((entry) => entry.mechanism);
    const highest = peaks.slice(0, 3).map((peak) => `${peak.order.toFixed(3)} (${peak.amplitude.toFixed(3)})`);
    lines.push(`${row.file.padEnd(48)} top three orders ${highest.join(", ").padEnd(45)} ${hits.join(" ") || "none"}`);
    const deepest = Math.max(...mechanisms.map((entry) => entry.peak?.amplitude ?? 0));
    found.push({ condition: row.condition, hits, deepest });
  }
  console.log(lines.join("\n"));
  return found;
}

const mechanismOf: Readonly<Record<string, string>> = { "inner race": "BPFI", "outer race": "BPFO" };

describe.skipIf(missing)("the speed of a shaft, from the signal alone", () => {
  it("is found within 1.5 % in vibration of motors, and mostly of gearboxes", () => {
    const motors = recordings("cwru", "inner race", "outer race", "ball", "normal").filter((row) =>
      row.file.includes("48k"),
    );
    // their drive turns at 30 Hz less the slip; another shaft turns with it
    const gearboxes = recordings("gearbox", "normal", "broken tooth");
    const right = (rows: readonly SharedRecording[], nominal: (row: SharedRecording) => number) =>
      rows.filter((row) => {
        const { sampleRate, channels } = readRecording(join(sharedFolder(), "data", row.file), 1);
        const samples = new Float64Array(channels[0]!.subarray(0, 10 * sampleRate));
        return Math.abs(estimateSpeed(samples, sampleRate)!.speed / nominal(row) - 1) < 0.015;
      }).length;
    expect([motors.length, right(motors, (row) => row.rpm)]).toEqual([7, 7]);
    expect(gearboxes.length).toBe(10);
    expect(right(gearboxes, () => 1800)).toBeGreaterThanOrEqual(9);
  }, 60_000);
});

describe.skipIf(missing)("envelope analysis of bearings with race faults", () => {
  it("shows the damaged race's frequency among the three highest peaks in 20 of 20 vibration recordings", async () => {
    const rows = recordings("cwru", "inner race", "outer race");
    expect(rows.length).toBe(20);
    const found = await list(rows, "6205");
    expect(found.filter(({ condition, hits }) => !hits.includes(mechanismOf[condition]!))).toEqual([]);
    expect(Math.min(...found.map((entry) => entry.deepest))).toBeGreaterThan(0.45);
    // a single race is damaged: the other one's frequency stays out of the top three
    const other: Readonly<Record<string, string>> = { "inner race": "BPFO", "outer race": "BPFI" };
    expect(found.filter(({ condition, hits }) => hits.includes(other[condition]!))).toEqual([]);
  }, 120_000);

  it("finds faint lines at most in a motor that is well", async () => {
    const [healthy, ...more] = await list(recordings("cwru", "normal"), "6205");
    expect(more).toEqual([]);
    expect(healthy!.hits).toEqual([]);
    expect(healthy!.deepest).toBeLessThan(0.1);
  });

  it("shows it in 5 of 6 recordings of sound, the inner race always; a bearing that is well shows faint lines at most", async () => {
    const found = await list(recordings("bearing_sound", "inner race", "outer race", "normal"), "6004");
    const right = (condition: string) =>
      found.filter((entry) => entry.condition === condition && entry.hits.includes(mechanismOf[condition]!)).length;
    expect([right("inner race"), right("outer race")]).toEqual([3, 2]);
    const healthy = found.filter((entry) => entry.condition === "normal");
    expect(healthy.length).toBe(3);
    expect(Math.max(...healthy.map((entry) => entry.deepest))).toBeLessThan(0.1);
  }, 120_000);
});
