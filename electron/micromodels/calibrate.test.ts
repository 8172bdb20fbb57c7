import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { healthyComponent } from "../../test/makers/healthyComponent.ts";
import { type AlarmBudget, budgetPeriods, monthlyAlarms, usualBudget } from "../domain/alarmBudget.ts";
import { calibrate } from "./calibrate.ts";
import type { Micromodel, MicromodelKind, TrainingSession, TrainingSet } from "./kind.ts";

const day = 86_400_000;
const usual = { oneSession: 2.4, highest: 2.2, lowest: 0.9 };
const options = { seed: 1 };

/** A kind whose score is the first feature, whatever it learned from: what is held out is then known. */
const plain: MicromodelKind = {
  kind: "first feature",
  leastWindows: 1,
  watches: "timbre",
  smoothing: 1,
  usual,
  fit: async (): Promise<Micromodel> => ({ score: (window) => window[0]!, explain: () => [] }),
  save: () => new Uint8Array(),
  load: () => ({ score: (window) => window[0]!, explain: () => [] }),
};

/** Sessions that hold these levels all the time, `apart` from each other. */
function holding(levels: readonly number[], apart = day): TrainingSet {
  const sessions = levels.map((level, s): TrainingSession => {
    const windows = Array.from({ length: 30 }, () => Float32Array.of(level));
    return { from: s * apart, to: s * apart + 30_000, windows };
  });
  return { features: healthyComponent().features.slice(0, 1), sessions, overlap: 1 };
}

describe("the threshold", () => {
  it("is a quarter above the worst session that was held out, when they were days apart", async () => {
    const found = await calibrate(plain, holding([1, 1.2, 0.8]), options);
    expect(found.threshold).toBeCloseTo(1.5, 6);
    expect(found).toMatchObject({ occasions: 3, onWindows: 3, measured: 0.75 });
    expect(found.heldOutLevel).toBeCloseTo(1.2, 6);
    expect(found.sessionLevels.map((level) => Math.round(level * 10) / 10)).toEqual([1, 1.2, 0.8]);
  });

  it("does not believe two sessions that agree by luck, nor two that have nothing in common", async () => {
    expect(await calibrate(plain, holding([0.2, 0.2]), options)).toMatchObject({ threshold: 0.9, measured: 0 });
    expect(await calibrate(plain, holding([0.2, 9]), options)).toMatchObject({ threshold: 2.2, measured: 0 });
  });

  it("knows nothing of days when all sessions are of one hour", async () => {
    const soon = await calibrate(plain, holding([0.5, 0.6, 0.5], 600_000), options);
    expect(soon).toMatchObject({ threshold: 2.2, occasions: 1, measured: 0 });
    expect((await calibrate(plain, holding([0.5, 7], 600_000), options)).threshold).toBe(2.4);
    const apart = await calibrate(plain, holding([0.8, 0.9, 0.8], 4_000_000), options);
    expect(apart.occasions).toBe(3);
    expect(apart.threshold).toBeCloseTo(1.125, 6);
  });

  it("never asks a model about samples that it has learned from: windows that overlap a cut are left out", async () => {
    // the score is the number of windows between the scored one and the nearest that was learned from
    const distance: MicromodelKind = {
      ...plain,
      fit: async ({ sessions }) => {
        const learned = sessions.flatMap(({ windows }) => windows.map((window) => window[0]!));
        const score = (window: Float32Array) => Math.min(...learned.map((each) => Math.abs(each - window[0]!)));
        return { score, explain: () => [] };
      },
    };
    const windows = Array.from({ length: 60 }, (_, n) => Float32Array.of(n));
    const asked: number[] = [];
    const listening: MicromodelKind = {
      ...distance,
      fit: async (set, fitOptions) => {
        const { score, explain } = await distance.fit(set, fitOptions);
        return {
          score: (window) => {
            asked.push(score(window));
            return 1;
          },
          explain,
        };
      },
    };
    await calibrate(listening, { ...holding([1]), sessions: [{ from: 0, to: 15_000, windows }], overlap: 4 }, options);
    expect(asked.length).toBeGreaterThan(40);
    expect(Math.min(...asked)).toBe(4);
  });

  it("of one session is the usual one, or what it wandered to by itself", async () => {
    expect(await calibrate(plain, holding([1]), options)).toMatchObject({ threshold: 2.4, measured: 0 });
    expect((await calibrate(plain, holding([3]), options)).threshold).toBeCloseTo(3.75, 6);
  });

  it("allows for a month of the scatter that half a minute showed", async () => {
    const set = holding([1, 1]);
    for (const { windows } of set.sessions) {
      windows.forEach((window, w) => {
        window[0] = w % 2 === 0 ? 0.7 : 1.3;
      });
    }
    // alternating: no two windows in a row are high, so the level held is the low one
    const { heldOutLevel, threshold } = await calibrate(plain, set, options);
    expect(heldOutLevel).toBeCloseTo(0.7, 6);
    // mean 1, deviation 0.305; P(z > 2.45)³ of 2.6 million seconds is one
    expect(threshold).toBeCloseTo(1 + 2.45 * 0.305, 1);
  });

  it("takes the medians that the station scores, where a kind smooths", async () => {
    const set = holding([1]);
    for (const [w, window] of set.sessions[0]!.windows.entries()) if (w % 10 < 3) window[0] = 5;
    const found = await calibrate({ ...plain, smoothing: 9 }, set, options);
    expect(found.heldOutLevel).toBe(1);
    expect((await calibrate(plain, set, options)).heldOutLevel).toBe(5);
  });
});

describe("the alarm budget", () => {
  const budgets = fc.record({ alarms: fc.integer({ min: 1, max: 20 }), per: fc.constantFrom(...budgetPeriods) });
  const levels = fc.array(fc.double({ min: 0.05, max: 6, noNaN: true }), { minLength: 1, maxLength: 6 });

  it("never lowers threshold or persistence, nor raises the expected rate, by getting stricter", async () => {
    await fc.assert(
      fc.asyncProperty(levels, budgets, budgets, async (of, one, other) => {
        const [strict, loose] = monthlyAlarms(one) <= monthlyAlarms(other) ? [one, other] : [other, one];
        const set = holding(of);
        const strictly = await calibrate(plain, set, { ...options, budget: strict });
        const loosely = await calibrate(plain, set, { ...options, budget: loose });
        expect(strictly.threshold).toBeGreaterThanOrEqual(loosely.threshold);
        expect(strictly.onWindows).toBeGreaterThanOrEqual(loosely.onWindows);
        expect(strictly.expected.perMonth).toBeLessThanOrEqual(loosely.expected.perMonth + 1e-9);
        const { low, perMonth, high } = strictly.expected;
        expect(low).toBeLessThanOrEqual(perMonth);
        expect(perMonth).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 60 },
    );
  });

  it("of one a month is the usual one; a stricter one is more than a little", async () => {
    const with_ = async (budget?: AlarmBudget) => calibrate(plain, holding([1, 1, 1]), { ...options, budget });
    expect(await with_()).toEqual(await with_(usualBudget));
    const monthly = await with_();
    const yearly = await with_({ alarms: 1, per: "year" });
    expect(yearly.threshold / monthly.threshold).toBeGreaterThan(1.4);
    expect(yearly.onWindows).toBe(10);
    expect(yearly.expected.perMonth).toBeLessThan(1 / 12);
    expect(monthly.expected.perMonth).toBeLessThan(1);
  });

  it("expects fewer alarms the more sessions there are, once there are two to compare", async () => {
    const rateOf = async (of: number[]) => (await calibrate(plain, holding(of), options)).expected.perMonth;
    expect(await rateOf([1, 1, 1, 1, 1])).toBeLessThan(await rateOf([1, 1, 1]));
    expect(await rateOf([1, 1, 1])).toBeLessThan(await rateOf([1, 1]));
  });
});
