import { describe, expect, it } from "vitest";
import {
  recordedPoint,
  recordedRate,
  recordedSecond,
  recordedSession,
  requestOf,
  vectorOfSecond,
} from "../../test/makers/recordedComponent.ts";
import { openArtifact } from "../micromodels/artifact.ts";
import { Judge } from "../micromodels/judge.ts";
import { levelHeld } from "../micromodels/levelHeld.ts";
import { passes } from "./gates.ts";
import type { TrainingRequest } from "./trainingRequest.ts";
import { trainMicromodel } from "./trainMicromodel.ts";

const oneSession = recordedSession({ seconds: 45 });
const request = requestOf([oneSession]);
/** Trained once for all that only look at it. */
const trained = await trainMicromodel(request);
const short = (windows: number) => ({ ...oneSession, windows: oneSession.windows.slice(0, windows), excerpts: [] });
const tooLittle = (found: number) => ({ code: "TOO_LITTLE_DATA", details: { needed: 15, found, missing: 15 - found } });

describe("trainMicromodel", () => {
  it("makes a model from 45 seconds that stays quiet for ten healthy minutes and speaks when the bearing breaks", async () => {
    const { artifact, header, hash, card } = trained;
    const opened = openArtifact(artifact);
    expect(opened.hash).toBe(hash);
    expect(header).toMatchObject({
      componentId: "fan bearing",
      sessions: [{ from: 0, to: 45_000, windows: 45 }],
      pointIds: [recordedPoint],
      sampleRates: [recordedRate],
      trainedBy: "tester",
    });
    const judge = new Judge(opened);
    const judged = (seed: number, damage = 0) => {
      const { value, threshold } = judge.judge({
        values: vectorOfSecond(recordedSecond(seed, { damage })),
        spectra: [],
      });
      return value / threshold;
    };
    const healthy = Array.from({ length: 600 }, (_, second) => judged(50_000 + second));
    expect(levelHeld(healthy)).toBeLessThan(1);
    const broken = Array.from({ length: 5 }, (_, second) => judged(90_000 + second, 3));
    expect(Math.min(...broken)).toBeGreaterThan(1);
    expect(artifact.length).toBeLessThan(65_536);
    expect(passes(card)).toBe(true);
  });

  it("watches the timbre with one member and the level with others", async () => {
    const { header, artifact } = trained;
    expect(header.members[0]).toMatchObject({ kind: header.kind, watches: "timbre", threshold: header.threshold });
    expect(header.members.slice(1).map(({ watches }) => watches)).toContain("level");
    const judge = new Judge(openArtifact(artifact));
    const louder = Array.from({ length: 30 }, (_, second) => {
      const samples = recordedSecond(80_000 + second).map((sample) => 20 * sample);
      const { value, threshold } = judge.judge({ values: vectorOfSecond(samples), spectra: [] });
      return value / threshold;
    });
    expect(louder.at(-1)).toBeGreaterThan(1);
  });

  it("shows a small lasting change of fine detail below the threshold, where the members hardly notice it", () => {
    const opened = openArtifact(trained.artifact);
    const { spread, header } = opened;
    expect(header.featureNames.filter((_, j) => spread![j]! > 0)).toHaveLength(12 + 32 + 8);
    const tell = (judge: Judge, by: number) => {
      const told = Array.from({ length: 40 }, (_, second) => {
        const values = vectorOfSecond(recordedSecond(60_000 + second));
        // neighbours move against each other: the members, which average over bands, see little of it
        const changed = values.map((value, j) => value + (j % 2 === 0 ? by : -by) * spread![j]!);
        const { value, threshold } = judge.judge({ values: changed, spectra: [] });
        return value / threshold;
      });
      return told.toSorted((one, other) => one - other)[20]!;
    };
    const members = () => new Judge({ ...opened, spread: undefined });
    expect(tell(members(), 1) / tell(members(), 0)).toBeLessThan(1.4);
    expect(tell(new Judge(opened), 1) / tell(new Judge(opened), 0)).toBeGreaterThan(1.8);
    expect(tell(new Judge(opened), 1)).toBeLessThan(0.9);
  });

  it("leaves a faulty session out, says so and asks an engineer; what it learned from is told", async () => {
    const sessions = [0, 1, 2].map((number) => recordedSession({ number }));
    const faulty = recordedSession({ number: 9, damage: 2 });
    const again = { ...sessions[0]!, from: 5e9, to: 5e9 + 30_000 };
    const { card, header } = await trainMicromodel(requestOf([...sessions, faulty, again]));
    expect(card.data.sessions.map(({ leftOut }) => leftOut)).toEqual([
      undefined,
      undefined,
      undefined,
      "unlike the others",
      "same recording",
    ]);
    expect(header.sessions).toHaveLength(3);
    expect(card.data).toMatchObject({ windows: 90, duration: 90 });
    for (const [n, { heldOutLevel }] of card.data.sessions.entries()) {
      if (n < 3) expect(heldOutLevel).toBeGreaterThan(0);
      else expect(heldOutLevel).toBeUndefined();
    }
    expect(card.gates.filter((gate) => !gate.passed).map(({ name }) => name)).toEqual(["sessions agree"]);
    expect(passes(card)).toBe(false);
    const without = await trainMicromodel(requestOf(sessions));
    expect(passes(without.card)).toBe(true);
    expect(without.header.threshold).toBe(header.threshold);
  });

  it("measures what it says of itself", async () => {
    const { card, hash, artifact } = trained;
    expect(card).toMatchObject({ hash, version: 1, budget: { alarms: 1, per: "month" } });
    expect(card.cost).toMatchObject({ bytes: artifact.length, backend: "JavaScript" });
    expect(card.cost.scoreMicros).toBeGreaterThan(0);
    expect(card.cost.trainSeconds).toBeGreaterThan(0);
    expect(card.test.heldOut).toBeGreaterThan(0.7 * card.test.trained);
    expect(card.test.heldOutHighest).toBeGreaterThan(card.test.heldOut);
    expect(card.test).toMatchObject({ seedSpread: 0, control: 0 });
    expect(new Set(card.test.smallest.map(({ fault }) => fault)).size).toBe(5);
    const tried = card.test.smallest.map(({ change }) => change ?? 24).sort((one, other) => one - other);
    expect(tried[tried.length >> 1]).toBeLessThan(15);
    expect(card.threshold.expected.low).toBeLessThanOrEqual(card.threshold.expected.perMonth);
    expect(card.threshold.expected.high).toBeGreaterThanOrEqual(card.threshold.expected.perMonth);
  });

  it("sees less with a stricter budget", async () => {
    const strict = await trainMicromodel({ ...request, budget: { alarms: 1, per: "year" } });
    const usual = trained;
    const sum = ({ card }: typeof strict) =>
      card.test.smallest.reduce((whole, { change }) => whole + (change ?? 24), 0);
    expect(strict.header.threshold).toBeGreaterThanOrEqual(usual.header.threshold);
    expect(strict.header.onWindows).toBeGreaterThanOrEqual(usual.header.onWindows);
    expect(sum(strict)).toBeGreaterThanOrEqual(sum(usual));
    expect(strict.card.gates.find(({ name }) => name === "budget met")!.wanted).toBeCloseTo(2 / 12);
  });

  it("says how much seeds differ of a kind with chance in it", async () => {
    const { card } = await trainMicromodel({ ...request, kind: "isolation forest" });
    expect(card.test.seedSpread).toBeGreaterThan(0);
    expect(card.test.seedSpread).toBeLessThan(1);
  });

  it("does without recordings: then nothing is said of what it would find", async () => {
    const { card, header } = await trainMicromodel(requestOf([{ ...oneSession, excerpts: undefined }]));
    expect(card.test.smallest).toEqual([]);
    expect(card.technique.candidates[0]).toMatchObject({ kind: header.kind, smallestChange: undefined });
    expect(card.gates.map(({ name }) => name)).not.toContain("sees faults");
    expect(card.test.heldOut).toBeGreaterThan(0);
  });

  it("is the same artifact for the same request", async () => {
    expect((await trainMicromodel(request)).hash).toBe(trained.hash);
    expect((await trainMicromodel({ ...request, version: 2 })).hash).not.toBe(trained.hash);
  });

  it("says how much is missing", async () => {
    for (const windows of [14, 5, 0]) {
      await expect(trainMicromodel(requestOf([short(windows)]))).rejects.toMatchObject(tooLittle(windows));
    }
    await expect(trainMicromodel(requestOf([short(14)]))).rejects.toThrow(/14 are there, 1 .*missing/);
  });

  it("says so when most windows were silent", async () => {
    await expect(trainMicromodel(requestOf([short(2)], { unusable: 43 }))).rejects.toMatchObject({
      code: "BAD_SAMPLES",
      message: expect.stringContaining("43 of 45 windows"),
    });
  });

  it("refuses NaN, wrong shapes, and kinds and recipes it does not know", async () => {
    const withWindow = (window: Float32Array) => ({ ...oneSession, windows: [...oneSession.windows, window] });
    const window = oneSession.windows[0]!;
    const refusals: [Partial<TrainingRequest>, string][] = [
      [{ sessions: [withWindow(window.with(9, Number.NaN))] }, "BAD_SAMPLES"],
      [{ sessions: [withWindow(window.subarray(1))] }, "BAD_SHAPE"],
      [{ points: [...request.points, { id: "other", sampleRate: recordedRate }] }, "BAD_SHAPE"],
      [{ kind: "oracle" }, "NOT_FOUND"],
      [{ recipe: "nobody/1" }, "NOT_FOUND"],
    ];
    for (const [change, code] of refusals) {
      await expect(trainMicromodel({ ...request, ...change })).rejects.toMatchObject({ code });
    }
  });

  it("leaves excerpts alone that cannot be computed, or are of before a sensor was added", async () => {
    const excerpts = [[], [new Float32Array(recordedRate)], ...oneSession.excerpts!.slice(0, 6)];
    const { card } = await trainMicromodel(requestOf([{ ...oneSession, excerpts }]));
    expect(card.test.smallest.length).toBeGreaterThan(5);
  });
});
