import { describe, expect, it } from "vitest";
import { seededNoise } from "../../test/makers/seededNoise.ts";
import { generalRecipe } from "../features/generalRecipe.ts";
import { calibrate } from "./calibrate.ts";
import type { TrainingSet } from "./kind.ts";
import { levelJump, levelRise } from "./levelWatch.ts";
import { medianWindows } from "./windowMedian.ts";

const rate = 12_800;
const run = generalRecipe.prepare(rate);
const minute = 60_000;

/**
 * A second of noise with a resonance at 3 kHz.
 * @param gain of everything in dB @param ringing of the resonance in dB
 */
function second(seed: number, gain = 0, ringing = 0): Float32Array {
  const random = seededNoise(seed);
  const decay = 0.97;
  const turn = 2 * decay * Math.cos((2 * Math.PI * 3000) / rate);
  let [before, last] = [0, 0];
  const samples = Float32Array.from({ length: rate }, () => {
    const input = random();
    const now = turn * last - decay ** 2 * before + input;
    [before, last] = [last, now];
    return 10 ** (gain / 20) * (random() + 0.05 * 10 ** (ringing / 20) * now);
  });
  return run.compute(samples)!;
}

function setOf(sessions: { gain?: number; seconds: number; span?: number }[], points = 1): TrainingSet {
  const features = Array.from({ length: points }, (_, p) =>
    generalRecipe.traits(rate).map((trait) => ({ ...trait, pointId: `p${p}`, name: `p${p} ${trait.name}` })),
  ).flat();
  return {
    features,
    overlap: 1,
    sessions: sessions.map(({ gain = 0, seconds, span = seconds * 1000 }, s) => ({
      from: s * 1e8,
      to: s * 1e8 + span,
      windows: Array.from({ length: seconds }, (_, w) => joined(points, 1000 * s + w + 1, gain)),
    })),
  };
}

function joined(points: number, seed: number, gain = 0, ringing = 0): Float32Array {
  return Float32Array.from(
    Array.from({ length: points }, (_, p) => [...second(seed + 7777 * p, gain, p === 0 ? ringing : 0)]).flat(),
  );
}

const brief = setOf([{ seconds: 60 }]);
const model = await levelJump.fit(brief, { seed: 1 });
const mean = (scores: readonly number[]) => scores.reduce((sum, score) => sum + score, 0) / scores.length;
const scoreOf = (gain: number, ringing = 0) =>
  mean(Array.from({ length: 20 }, (_, w) => model.score(second(50_000 + w, gain, ringing))));

describe("the level watch", () => {
  it("scores the decibels by which a machine has grown louder", () => {
    expect(scoreOf(0)).toBeLessThan(0.5);
    for (const gain of [3, 6, 12]) expect(Math.abs(scoreOf(gain) - gain)).toBeLessThan(0.4);
  });

  it("does not mind a machine that grows quieter", () => {
    expect(scoreOf(-6)).toBe(0);
    expect(model.score(new Float32Array(brief.features.length))).toBe(0);
  });

  it("scores a band by the octaves it takes, and names it", () => {
    const score = scoreOf(0, 20);
    expect(score).toBeGreaterThan(0.8);
    expect(score).toBeLessThan(8);
    const [first] = model.explain(second(60_000, 0, 20));
    const [low, high] = first!.name.match(/\d+(?=–| Hz)/g)!.map(Number) as [number, number];
    expect(low).toBeLessThan(3100);
    expect(high).toBeGreaterThan(2900);
    expect(model.explain(second(60_000, 10))[0]!.name).toBe("p0 rms");
  });

  it("gives every point an equal say", async () => {
    const two = await levelJump.fit(setOf([{ seconds: 20 }], 2), { seed: 1 });
    const alike = two.score(joined(2, 70_000, 9));
    const one = Float32Array.from([...second(70_000, 9), ...second(77_777)]);
    expect(two.score(one)).toBeCloseTo(alike / 2, 0);
  });

  it("goes by the loudness alone where a recipe names no bands", async () => {
    const features = brief.features.map((feature) => ({ ...feature, band: undefined }));
    const plain = await levelJump.fit({ ...brief, features }, { seed: 1 });
    const doubled = plain.score(second(50_000, 6.02)) - plain.score(second(50_000));
    expect(Math.abs(doubled - 6.02)).toBeLessThan(0.2);
    expect(plain.explain(second(50_000, 6)).map(({ name }) => name)).toEqual(["p0 rms"]);
  });

  it("sees a small rise through noise that hides it from single windows", async () => {
    const rise = await levelRise.fit(brief, { seed: 1 });
    const windows = (by: number) =>
      Array.from({ length: 60 }, (_, w) => second(80_000 + w, by + 2 * Math.sin(w * 2.4)));
    const healthy = windows(0);
    const louder = windows(1.5);
    const smooth = (group: Float32Array[]) =>
      medianWindows(group, levelRise.smoothing).map((window) => rise.score(window));
    const single = (group: Float32Array[]) => group.map((window) => model.score(window));
    expect(Math.min(...smooth(louder))).toBeGreaterThan(Math.max(...smooth(healthy)));
    expect(Math.min(...single(louder))).toBeLessThan(Math.max(...single(healthy)));
  });
});

describe("the threshold of a level", () => {
  const thresholdOf = async (set: TrainingSet) => (await calibrate(levelRise, set, { seed: 1 })).threshold;

  it("is wide after seconds, and narrows the longer one listens without a break", async () => {
    const thresholds: number[] = [];
    for (const minutes of [0.5, 2, 10, 30]) {
      thresholds.push(await thresholdOf(setOf([{ seconds: 60, span: minutes * minute }])));
    }
    expect(thresholds).toEqual(thresholds.toSorted((one, other) => other - one));
    expect(thresholds[0]!).toBeGreaterThan(8);
    expect(thresholds[3]!).toBeLessThan(3);
  });

  it("follows what was measured on a machine that drifts while it is learned", async () => {
    const steady = setOf([{ seconds: 90, span: 30 * minute }]);
    const windows = steady.sessions[0]!.windows.map((_, w) => second(w + 1, (6 * w) / 90));
    const drifting = { ...steady, sessions: [{ ...steady.sessions[0]!, windows }] };
    expect(await thresholdOf(drifting)).toBeGreaterThan(1.5 * (await thresholdOf(steady)));
  });

  it("takes the place of what is usual by what sessions of other days show", async () => {
    const agreeing = await thresholdOf(setOf([{ seconds: 20 }, { seconds: 20 }, { seconds: 20 }]));
    const wandering = await thresholdOf(setOf([{ seconds: 20 }, { seconds: 20, gain: 6 }, { seconds: 20, gain: 3 }]));
    expect(agreeing).toBeLessThan(4);
    expect(wandering).toBeGreaterThan(5);
    expect(wandering).toBeLessThanOrEqual(8);
  });
});
