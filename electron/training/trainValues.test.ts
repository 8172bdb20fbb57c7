import { beforeAll, describe, expect, it } from "vitest";
import { qm30Points, SimulatedQm30, type Worse } from "../../test/makers/simulatedQm30.ts";
import { type OpenedArtifact, openArtifact } from "../micromodels/artifact.ts";
import { Judge } from "../micromodels/judge.ts";
import { explainScore } from "./explainScore.ts";
import { passes } from "./gates.ts";
import type { TrainedModel, TrainingRequest } from "./trainingRequest.ts";
import { trainMicromodel } from "./trainMicromodel.ts";

const windowSeconds = 10;
const requestOf = (sessions: TrainingRequest["sessions"], more: Partial<TrainingRequest> = {}): TrainingRequest => ({
  componentId: "fan bearing",
  version: 1,
  recipe: "value/1",
  points: qm30Points,
  sessions,
  windowSeconds,
  healthy: {},
  seed: 1,
  trainedAt: 0,
  trainedBy: "test",
  ...more,
});

describe("a component of which a sensor delivers values only", () => {
  const sensor = new SimulatedQm30(4);
  let trained: TrainedModel;
  let opened: OpenedArtifact;
  beforeAll(async () => {
    trained = await trainMicromodel(requestOf([8, 17, 33, 54].map((hour) => sensor.session(hour, 10))));
    opened = openArtifact(trained.artifact);
  });

  /** As a station judges: alarms are so many windows in a row. */
  function live(from: number, hours: number, every: number, worse?: Worse) {
    const judge = new Judge(opened);
    const found = { alarms: 0, notJudged: new Set<string | undefined>(), highest: 0 };
    let row = 0;
    for (let hour = from; hour < from + hours; hour += every / 3600) {
      const { value, threshold, notJudged } = judge.judge({ values: sensor.window(hour, worse), spectra: [] });
      found.notJudged.add(notJudged);
      const isAbove = notJudged === undefined && value > threshold;
      if (notJudged === undefined) found.highest = Math.max(found.highest, value / threshold);
      row = isAbove ? row + 1 : 0;
      if (row === opened.header.onWindows) found.alarms += 1;
    }
    return found;
  }

  it("learns, with a card that says what was tried on its values, and may serve", () => {
    const { card, header } = trained;
    expect(passes(card)).toBe(true);
    expect(header.quantities?.slice(0, 2)).toEqual(["velocity", "temperature"]);
    expect(header.members.map(({ watches }) => watches)).toEqual(["timbre", "level", "level", "values"]);
    // four sessions of ten minutes
    expect(card.data.duration).toBe(2400);
    expect(card.data.points[0]).toEqual({ id: "Z velocity RMS", sampleRate: 0.1, value: "velocity" });
    expect(new Set(card.test.smallest.map(({ fault }) => fault))).toEqual(new Set(["value"]));
    const of = (pointId: string) => card.test.smallest.find((each) => each.pointId === pointId)!;
    expect(of("Z velocity RMS").change).toBeLessThanOrEqual(6);
    expect(of("Temperature").amount).toBeLessThanOrEqual(15);
    expect(of("Temperature").amount).toBe(2.5 * of("Temperature").change!);
  });

  it("gives no false alarm over fourteen days and nights of changing load", () => {
    const { alarms, highest, notJudged } = live(120, 24 * 14, 120);
    expect(alarms).toBe(0);
    expect(highest).toBeLessThan(1);
    expect([...notJudged]).toEqual([undefined]);
  });

  it("alarms within three readings when the velocity has doubled, at any time of the day", () => {
    for (const phase of [0, 4, 8, 12, 16, 20]) {
      expect(live(500 + phase, 1 / 12, windowSeconds, { z: 2 }).alarms, `${phase} h`).toBeGreaterThan(0);
    }
  });

  it("alarms within a day when its bearing is 15 °C too warm, and names the temperature", () => {
    expect(live(500, 24, 120, { warmer: 15 }).alarms).toBeGreaterThan(0);
    const windows = Array.from({ length: 20 }, (_, n) => sensor.window(510 + n / 360, { warmer: 15 }));
    const [first] = explainScore(opened, windows).features;
    expect(first).toMatchObject({ pointId: "Temperature", name: "value" });
    // as the sensor told it, not on a scale
    expect(first!.healthy).toBeGreaterThan(40);
    expect(first!.healthy).toBeLessThan(52);
    expect(first!.now - first!.healthy).toBeGreaterThan(8);
    expect(first!.share).toBeGreaterThan(0.4);
  });

  it("takes a machine at rest for off, and one that runs with less than it learned for another way of running", () => {
    expect([...live(600, 0.1, windowSeconds, { running: 0.01 }).notJudged]).toEqual(["machine off"]);
    const idle = live(600, 0.1, windowSeconds, { running: 0.3 });
    expect(idle.alarms).toBe(0);
    expect(idle.notJudged).toContain("new operating mode");
  });

  it("is the same model for the same sessions", async () => {
    const again = await trainMicromodel(
      requestOf(trained.card.data.sessions.map(({ from }) => new SimulatedQm30(9).session(from / 3_600_000, 10))),
    );
    const once = await trainMicromodel(
      requestOf(trained.card.data.sessions.map(({ from }) => new SimulatedQm30(9).session(from / 3_600_000, 10))),
    );
    expect(again.hash).toBe(once.hash);
  });
});

describe("what is special about values", () => {
  it("a threshold after one session: 2.5 times a velocity, 20 °C", async () => {
    const quiet = Array.from({ length: 40 }, (_, n) =>
      Float32Array.of(6 + 0.01 * Math.sin(n), 45 + 0.01 * Math.cos(n)),
    );
    const points = [
      { id: "v", sampleRate: 0.1, value: "velocity" },
      { id: "t", sampleRate: 0.1, value: "temperature" },
    ] as const;
    const { artifact } = await trainMicromodel(requestOf([{ from: 0, to: 400_000, windows: quiet }], { points }));
    const watch = openArtifact(artifact).members.find(({ watches }) => watches === "values")!;
    const severity = (v: number, t: number) => watch.model.score(Float32Array.of(v, t)) / watch.threshold;
    expect(severity(6 + 7.9, 45)).toBeLessThan(1);
    expect(severity(6 + 8.1, 45)).toBeGreaterThan(1);
    expect(severity(6, 45 + 19.7)).toBeLessThan(1);
    expect(severity(6, 45 + 20.3)).toBeGreaterThan(1);
    // quieter and cooler is no fault
    expect(severity(-20, 0)).toBe(0);
  });

  it("learns from one that stands still as its sensor rounds it", async () => {
    const still = Array.from({ length: 20 }, () => Float32Array.of(60));
    const points = [{ id: "t", sampleRate: 0.1, value: "temperature" }] as const;
    const request = requestOf(
      [
        { from: 0, to: 200_000, windows: still },
        { from: 9e8, to: 9e8 + 200_000, windows: still },
      ],
      { points },
    );
    const { card, header } = await trainMicromodel(request);
    expect(card.data.sessions.map(({ leftOut }) => leftOut)).toEqual([undefined, undefined]);
    // nothing of it says how strongly the machine runs
    expect(header.members.map(({ watches }) => watches)).toEqual(["timbre", "values"]);
  });

  it("says how long it takes when there is too little of it", async () => {
    const few = [{ from: 0, to: 60_000, windows: [Float32Array.of(60), Float32Array.of(61)] }];
    const points = [{ id: "t", sampleRate: 0.1, value: "temperature" }] as const;
    await expect(trainMicromodel(requestOf(few, { points }))).rejects.toMatchObject({
      code: "TOO_LITTLE_DATA",
      message: expect.stringContaining("Let it listen for at least 150 s."),
    });
  });
});
