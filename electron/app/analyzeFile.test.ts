import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { matFile } from "../../test/makers/matFile.ts";
import { seededNoise } from "../../test/makers/seededNoise.ts";
import { temporaryFolder } from "../../test/makers/temporaryFolder.ts";
import { wavFile } from "../../test/makers/wavFile.ts";
import { analyzeFile } from "./analyzeFile.ts";
import { bearingOf } from "./bearingCatalogue.ts";

const rate = 12_000;
const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());

/** A WAV file of 32-bit floats, byte by byte as the format has it. */
function recording(
  name: string,
  channels: readonly ((n: number) => number)[],
  frames: number,
  sampleRate = rate,
): string {
  const data = Buffer.alloc(4 * frames * channels.length);
  for (let n = 0; n < frames; n++) {
    for (const [c, channel] of channels.entries()) data.writeFloatLE(channel(n), 4 * (n * channels.length + c));
  }
  const path = join(folder.path, name);
  writeFileSync(path, wavFile({ code: 3, bits: 32, sampleRate, channelCount: channels.length, data }));
  return path;
}

const random = seededNoise(13);
const noise = () => 0.1 * random();
/** Impacts 3.5848 times in each of 30 turns a second, ringing at 3 kHz; the shaft's own line and its double. */
const outerRace = (n: number) => {
  const since = (n % (rate / (3.5848 * 30))) / rate;
  const turn = (2 * Math.PI * 30 * n) / rate;
  return (
    noise() +
    2 * Math.exp(-900 * since) * Math.sin(2 * Math.PI * 3000 * since) +
    Math.sin(turn) +
    0.5 * Math.sin(2 * turn)
  );
};
const bearing = { geometry: bearingOf("6205"), speed: 1800 };

describe("analyzeFile", () => {
  it("gives the features of every channel, by any recipe", async () => {
    const file = recording("two.wav", [noise, () => 0], 3 * rate);
    const analysis = await analyzeFile(file);
    expect(analysis.recipe).toBe("general/1");
    expect(analysis.channels.map(({ windows }) => windows)).toEqual([3, 0]);
    expect(analysis.channels[0]!.features.rms).toBeCloseTo(0.1, 2);
    // silence has no features, and none that are NaN
    expect(analysis.channels[1]!.features).toEqual({});
    const vibration = await analyzeFile(file, { recipe: "vibration/1", channel: "1" });
    expect(vibration.channels.length).toBe(1);
    expect(vibration.channels[0]!.features["velocity 10–1000 Hz"]).toBeGreaterThan(0);
    await expect(analyzeFile(file, { recipe: "nobody/1" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(analyzeFile(file, { channel: "3" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(analyzeFile(file, { channel: "0" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("finds the struck race at the speed given, and at the speed it estimates itself", async () => {
    const file = recording("struck.wav", [outerRace], 4 * rate);
    for (const wish of [bearing, { geometry: bearing.geometry }]) {
      const { channels } = await analyzeFile(file, { bearing: wish });
      const got = channels[0]!.bearing!;
      expect(got.mechanisms.filter(({ hit }) => hit).map(({ mechanism }) => mechanism)).toEqual(["BPFO"]);
      expect(Math.abs(got.speed - 1800)).toBeLessThan(9);
      expect(got.speedConfidence === null).toBe(wish === bearing);
      expect(JSON.stringify(got)).not.toContain("NaN");
    }
  });

  it("reports nothing of a bearing on a silent channel", async () => {
    const file = recording("silent.wav", [() => 0], 2 * rate);
    const { channels } = await analyzeFile(file, { bearing });
    expect(channels[0]!.bearing!.peaks).toEqual([]);
    await expect(analyzeFile(file, { bearing: { geometry: bearing.geometry } })).rejects.toMatchObject({
      code: "BAD_INPUT",
    });
  });

  it.each([
    ["a rate of 0", () => recording("zero.wav", [noise], rate, 0), "BAD_FILE"],
    ["ten samples", () => recording("ten.wav", [noise], 10), "TOO_LITTLE_DATA"],
    [
      "NaN among the samples",
      () => recording("nan.wav", [(n) => (n === 500 ? Number.NaN : noise())], 2 * rate),
      "BAD_SAMPLES",
    ],
    ["text for a recording", () => textFile(), "BAD_FILE"],
  ])("refuses %s in a sentence", async (_, make, code) => {
    await expect(analyzeFile(make(), { bearing })).rejects.toMatchObject({ name: "Fault", code });
  });
});

function textFile(): string {
  const path = join(folder.path, "text.wav");
  writeFileSync(path, "RIFF is not what this is");
  return path;
}

it("reads other formats, told what they do not say", async () => {
  const path = join(folder.path, "signals.mat");
  const column = { rows: 2 * rate, columns: 1, values: Array.from({ length: 2 * rate }, noise) };
  writeFileSync(
    path,
    matFile([
      { ...column, name: "X1_DE_time" },
      { ...column, name: "X1_FE_time" },
    ]),
  );
  const analysis = await analyzeFile(path, { sampleRate: rate, variable: "*_FE_time" });
  expect(analysis).toMatchObject({ duration: 2, channels: [{ name: "X1_FE_time", windows: 2 }] });
  await expect(analyzeFile(path, { sampleRate: rate })).rejects.toMatchObject({ code: "BAD_INPUT" });
  await expect(analyzeFile(path, { variable: "*_FE_time" })).rejects.toMatchObject({ code: "BAD_INPUT" });
});
