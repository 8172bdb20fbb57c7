import { beforeAll, describe, expect, it } from "vitest";
import {
  recordedPoint,
  recordedRate,
  recordedSecond,
  recordedSession,
  requestOf,
  vectorOfSecond,
} from "../../test/makers/recordedComponent.ts";
import { type OpenedArtifact, openArtifact } from "../micromodels/artifact.ts";
import { Judge } from "../micromodels/judge.ts";
import { explainScore } from "./explainScore.ts";
import { passes } from "./gates.ts";
import type { RecordedSession, TrainedModel } from "./trainingRequest.ts";
import { trainMicromodel } from "./trainMicromodel.ts";

const housing = { id: "housing", sampleRate: 0.1, value: "temperature" } as const;
const temperatureOf = (second: number) => 45 + 2 * Math.sin(second / 40) + 0.1 * Math.floor(second / 10);

/** The same session with the temperature of the housing after the vibration. */
function warmed(session: RecordedSession): RecordedSession {
  return {
    ...session,
    windows: session.windows.map((window, second) => Float32Array.of(...window, temperatureOf(second))),
    excerpts: session.excerpts?.map((excerpt, n) => [...excerpt, Float32Array.of(temperatureOf(3 * n))]),
  };
}

describe("a component with a waveform and a value", () => {
  const plain = [0, 2, 5].map((number) => recordedSession({ number, seconds: 40 }));
  const points = [{ id: recordedPoint, sampleRate: recordedRate }, housing];
  let alone: TrainedModel;
  let mixed: TrainedModel;
  let opened: OpenedArtifact;
  beforeAll(async () => {
    alone = await trainMicromodel(requestOf(plain));
    mixed = await trainMicromodel(requestOf(plain.map(warmed), { points }));
    opened = openArtifact(mixed.artifact);
  });

  const severities = (of: OpenedArtifact, damage: number, temperature?: number) => {
    const judge = new Judge(of);
    return Array.from({ length: 20 }, (_, n) => {
      const vector = vectorOfSecond(recordedSecond(70_000 + n, { damage }));
      const values = temperature === undefined ? vector : Float32Array.of(...vector, temperature);
      const { value, threshold } = judge.judge({ values, spectra: [] });
      return value / threshold;
    });
  };

  it("hears its waveform with the members it has without the value, to the last digit", () => {
    const others = opened.header.members.filter(({ watches }) => watches !== "values");
    expect(others).toEqual(openArtifact(alone.artifact).header.members);
    expect(opened.header.members.at(-1)).toMatchObject({ watches: "values" });
    for (const [index, member] of openArtifact(alone.artifact).members.entries()) {
      const vector = vectorOfSecond(recordedSecond(7, { damage: 1 }));
      expect(opened.members[index]!.model.score(Float32Array.of(...vector, 99))).toBe(member.model.score(vector));
    }
    for (const damage of [0, 3])
      expect(severities(opened, damage, 45)).toEqual(severities(openArtifact(alone.artifact), damage));
  });

  it("is tried on faults in its waveform and on its value", () => {
    expect(passes(mixed.card)).toBe(true);
    const faults = new Set(mixed.card.test.smallest.map(({ fault }) => fault));
    for (const fault of ["impacts", "band energy", "level", "value"]) expect(faults).toContain(fault);
    expect(mixed.card.technique.candidates[0]).toMatchObject({
      smallestChange: alone.card.technique.candidates[0]!.smallestChange,
    });
    const warmer = mixed.card.test.smallest.find(({ fault }) => fault === "value")!;
    expect(warmer).toMatchObject({ pointId: "housing" });
    expect(warmer.amount).toBeLessThanOrEqual(20);
  });

  it("alarms when the housing gets hot though it sounds as ever, and says so", () => {
    expect(Math.max(...severities(opened, 0, 47))).toBeLessThan(1);
    expect(Math.min(...severities(opened, 0, 70).slice(5))).toBeGreaterThan(1);
    const windows = Array.from({ length: 20 }, (_, n) =>
      Float32Array.of(...vectorOfSecond(recordedSecond(70_000 + n)), 70),
    );
    const [first] = explainScore(opened, windows).features;
    expect(first).toMatchObject({ pointId: "housing", name: "value", share: 1, now: 70 });
    expect(first!.healthy).toBeGreaterThan(43);
    expect(first!.healthy).toBeLessThan(50);
  });
});
