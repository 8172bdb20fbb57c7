import { describe, expect, it } from "vitest";
import type { DisplaySpectrum } from "../domain/alert.ts";
import type { OpenedArtifact, OpenedMember } from "./artifact.ts";
import type { ArtifactHeader } from "./artifactHeader.ts";
import { Judge } from "./judge.ts";
import { learnModes } from "./operatingModes.ts";
import { sessionDistance } from "./sessionDistance.ts";

const flat = (level: number): DisplaySpectrum => ({ top: 4000, levels: new Array(256).fill(level) });
const at = (level: number) => new Array(256).fill(level);
const spectra = { point: { top: 4000, low: at(-41), middle: at(-40), high: at(-39) } };
const modes = learnModes({
  sessions: [0, 1].map((n) => ({ from: n * 1e8, to: n * 1e8 + 6e4, windows: [], tag: { speed: 1500 }, spectra })),
});

const member = (feature: number, change: Partial<OpenedMember> = {}): OpenedMember => ({
  kind: `feature ${feature}`,
  watches: "level",
  threshold: 1,
  smoothing: 1,
  model: { score: (values) => values[feature]!, explain: () => [] },
  ...change,
});

interface Healthy {
  readonly centre: Float32Array;
  readonly spread: Float32Array;
}

function judgeOf(members: readonly OpenedMember[], known = true, healthy?: Healthy): Judge {
  const { kind } = sessionDistance;
  const header = { kind, threshold: members[0]!.threshold, modes: known ? modes : undefined } as ArtifactHeader;
  const { centre, spread } = healthy ?? {};
  const { model } = members[0]!;
  return new Judge({ header, members, model, centre, spread, hash: "" } satisfies OpenedArtifact);
}

const window = (...values: number[]) => ({
  values: Float32Array.from(values),
  spectra: [{ pointId: "point", spectrum: flat(-40) }],
  tag: { speed: 1500 },
});

describe("Judge", () => {
  it("lets the member speak that finds the window most unusual by its own threshold, on the scale of the timbre", () => {
    const judge = judgeOf([member(0, { watches: "timbre", threshold: 2 }), member(1, { threshold: 10 })]);
    expect(judge.judge(window(1, 1))).toMatchObject({ value: 1, threshold: 2 });
    expect(judge.judge(window(1, 15))).toMatchObject({ value: 3, threshold: 2 });
    expect(judge.judge(window(5, 15)).value).toBe(5);
  });

  it("shows a slow member the median of its windows, and waits until there are enough", () => {
    const judge = judgeOf([member(0, { watches: "timbre" }), member(1, { smoothing: 3 })]);
    const values = [9, 9, 2, 3, 4].map((slow) => judge.judge(window(0.5, slow)).value);
    expect(values).toEqual([0.5, 0.5, 9, 3, 3]);
    judge.reset();
    expect(judge.judge(window(0.5, 9)).value).toBe(0.5);
  });

  it("does not judge a machine that is off, however strange it sounds, nor count that time as heard", () => {
    const judge = judgeOf([member(0, { watches: "timbre" }), member(1, { smoothing: 2 })]);
    const off = { ...window(50, 50), spectra: [{ pointId: "point", spectrum: flat(-110) }] };
    judge.judge(window(0.1, 0.2));
    expect(judge.judge(off).notJudged).toBe("machine off");
    expect(judge.judge(window(0.1, 0.2))).toMatchObject({ value: expect.closeTo(0.1, 5) });
    expect(judge.judge(window(0.1, 0.2))).toMatchObject({ value: expect.closeTo(0.2, 5) });
  });

  it("does not call unusual what a new speed may explain, but judges what it cannot, and what is as usual", () => {
    const judge = judgeOf([member(0, { watches: "timbre" })]);
    const faster = (score: number) => judge.judge({ ...window(score), tag: { speed: 1800 } });
    expect(faster(0.5).notJudged).toBeUndefined();
    expect(faster(1.05).notJudged).toBe("new operating mode");
    const gross = faster(1000);
    // whether anything at all is judged at another speed is for the modes to say
    expect(gross.notJudged === undefined || gross.notJudged === "new operating mode").toBe(true);
    expect(judge.judge(window(1.05)).notJudged).toBeUndefined();
  });

  it("begins again, at another speed, where the threshold of a single session does", () => {
    const narrow = judgeOf([member(0, { watches: "timbre", threshold: 0.25 * sessionDistance.usual.oneSession })]);
    const usual = judgeOf([member(0, { watches: "timbre", threshold: sessionDistance.usual.oneSession })]);
    const score = 3 * sessionDistance.usual.oneSession;
    for (const speed of [1650, 3000]) {
      const faster = (judge: Judge) => judge.judge({ ...window(score), tag: { speed } }).notJudged;
      expect(faster(narrow)).toBe(faster(usual));
    }
    expect(narrow.judge({ ...window(0.9 * sessionDistance.usual.oneSession), tag: { speed: 1650 } }).notJudged).toBe(
      "new operating mode",
    );
    expect(narrow.judge(window(0.9 * sessionDistance.usual.oneSession)).notJudged).toBeUndefined();
  });

  it("gives a machine that was off ten windows to run up, and no more", () => {
    const judge = judgeOf([member(0, { watches: "timbre" })]);
    const off = { ...window(5), spectra: [{ pointId: "point", spectrum: flat(-110) }] };
    expect(judge.judge(window(5)).notJudged).toBeUndefined();
    judge.judge(off);
    const after = Array.from({ length: 12 }, () => judge.judge(window(5)).notJudged);
    expect(after).toEqual([...Array(10).fill("new operating mode"), undefined, undefined]);
    judge.judge(off);
    expect(judge.judge(window(0.5)).notJudged).toBeUndefined();
  });

  it("lets fine detail speak below the threshold and nowhere else", () => {
    const healthy = { centre: Float32Array.of(0, 10), spread: Float32Array.of(0, 0.5) };
    const judgeAt = (score: number, detail: number) =>
      judgeOf([member(0, { watches: "timbre", threshold: 2 })], true, healthy).judge(window(score, detail)).value;
    expect(judgeAt(0.4, 11)).toBeGreaterThan(1.5 * judgeAt(0.4, 10.4));
    expect(judgeAt(0.4, 9)).toBe(judgeAt(0.4, 11));
    expect(judgeAt(0.4, 1e6)).toBeLessThan(2);
    expect(judgeAt(1.999, 10)).toBeLessThan(2);
    for (const detail of [10, 11, 1e6]) {
      expect(judgeAt(2, detail)).toBe(2);
      expect(judgeAt(3, detail)).toBe(3);
    }
  });

  it("looks at the fine detail of the last five windows, none of them from before a gap or a stop", () => {
    const healthy = { centre: Float32Array.of(0, 0), spread: Float32Array.of(0, 1) };
    const judge = judgeOf([member(0, { watches: "timbre" })], true, healthy);
    const judged = (detail: number) => judge.judge(window(0.4, detail)).value;
    const calm = judged(1);
    for (let n = 0; n < 4; n++) judged(1);
    expect(judged(50)).toBe(calm);
    judge.reset();
    const strange = judged(50);
    expect(strange).toBeGreaterThan(calm);
    for (let n = 0; n < 4; n++) judged(1);
    judge.judge({ ...window(0.4, 1), spectra: [{ pointId: "point", spectrum: flat(-110) }] });
    expect(judged(50)).toBe(strange);
  });

  it("judges everything by a model that knows no modes", () => {
    const judge = judgeOf([member(0, { watches: "timbre" })], false);
    expect(judge.judge({ ...window(1.05), tag: { speed: 1800 } })).toEqual({
      value: expect.closeTo(1.05, 5),
      threshold: 1,
    });
  });
});
