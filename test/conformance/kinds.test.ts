import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calibrate, levelHeld } from "../../electron/micromodels/calibrate.ts";
import type { TrainingSet } from "../../electron/micromodels/kind.ts";
import { defaultKind, kindOf, kinds } from "../../electron/micromodels/kinds.ts";
import { healthyComponent, shifted } from "../makers/healthyComponent.ts";
import { seededNoise } from "../makers/seededNoise.ts";

const options = { seed: 7 };
const oneSession = healthyComponent({ seed: 11 });
const threeSessions = healthyComponent({ sessions: 3, seed: 12, points: 2 });
const fault = (code: string) => expect.objectContaining({ code });

describe("kinds", () => {
  it("have names of their own", () => {
    expect(new Set(kinds.map((kind) => kind.kind)).size).toBe(kinds.length);
    for (const kind of kinds) expect(kindOf(kind.kind)).toBe(kind);
    expect(kinds).toContain(defaultKind);
    expect(() => kindOf("oracle")).toThrow(fault("NOT_FOUND"));
  });
});

describe.each(kinds)("every micromodel: $kind", (kind) => {
  const windowsOf = (set: TrainingSet) => set.sessions.flatMap((session) => session.windows);

  it.each([oneSession, threeSessions])("scores without learning: the same window, the same score", async (set) => {
    const model = await kind.fit(set, options);
    const probe = windowsOf(set)[3]!;
    const copy = probe.slice();
    const first = model.score(probe);
    for (const window of windowsOf(healthyComponent({ seed: 99, points: set === oneSession ? 1 : 2 })))
      model.score(window);
    model.explain(probe);
    expect(model.score(probe)).toBe(first);
    expect(probe).toEqual(copy);
    expect(first).toBeGreaterThanOrEqual(0);
  });

  it.each([oneSession, threeSessions])("scores and explains the same after save and load", async (set) => {
    const model = await kind.fit(set, options);
    const bytes = kind.save(model);
    const again = kind.load(bytes.slice());
    for (const window of [...windowsOf(set), new Float32Array(set.features.length).fill(3)]) {
      expect(again.score(window)).toBe(model.score(window));
      expect(again.explain(window)).toEqual(model.explain(window));
    }
    expect(kind.save(again)).toEqual(bytes);
    expect(bytes.length).toBeLessThan(65_536);
  });

  it("is the same model for the same set and seed", async () => {
    expect(kind.save(await kind.fit(threeSessions, options))).toEqual(
      kind.save(await kind.fit(threeSessions, options)),
    );
  });

  it.each(["spectrum", "envelope"] as const)("scores higher the more abnormal the %s is", async (group) => {
    const model = await kind.fit(threeSessions, options);
    const healthy = healthyComponent({ windows: 40, seed: 77, points: 2, wander: 0 });
    const meanScore = (by: number) => {
      const scores = windowsOf(healthy).map((window) => model.score(shifted(healthy, window, by, [group])));
      return scores.reduce((sum, score) => sum + score, 0) / scores.length;
    };
    const scores = [0, 0.3, 0.6, 1.2, 2.4, 10, 100].map(meanScore);
    expect(scores).toEqual(scores.toSorted((one, other) => one - other));
    expect(scores[3]!).toBeGreaterThan(1.5 * scores[0]!);
    expect(meanScore(-1.2)).toBeGreaterThan(1.5 * scores[0]!);
  });

  it("does not mind a change of gain", async () => {
    const model = await kind.fit(threeSessions, options);
    const probe = windowsOf(threeSessions)[0]!;
    expect(model.score(shifted(threeSessions, probe, 50, ["level", "cepstrum"]))).toBe(model.score(probe));
  });

  it("explains a score by shares that sum to 1, the cause first", async () => {
    const model = await kind.fit(oneSession, options);
    const probe = shifted(oneSession, windowsOf(oneSession)[0]!, 3, ["envelope"]);
    const shares = model.explain(probe);
    expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(shares.every(({ share }) => share >= 0)).toBe(true);
    expect(shares.map(({ share }) => share)).toEqual(shares.map(({ share }) => share).toSorted((a, b) => b - a));
    expect(shares[0]!.name).toContain("envelope");
    expect(oneSession.features.map((feature) => feature.name)).toEqual(
      expect.arrayContaining(shares.map(({ name }) => name)),
    );
  });

  it("learns from 20 windows, and says how many are missing when it cannot", async () => {
    const model = await kind.fit(healthyComponent({ windows: 20 }), options);
    expect(model.score(windowsOf(oneSession)[0]!)).toBeGreaterThanOrEqual(0);
    const few = kind.leastWindows - 1;
    await expect(kind.fit(healthyComponent({ windows: few }), options)).rejects.toMatchObject({
      code: "TOO_LITTLE_DATA",
      details: { needed: kind.leastWindows, found: few, missing: 1 },
    });
    const empty = { ...oneSession, sessions: [] };
    await expect(kind.fit(empty, options)).rejects.toMatchObject({ code: "TOO_LITTLE_DATA" });
  });

  it("refuses wrong shapes and broken numbers, when learning and when scoring", async () => {
    const model = await kind.fit(oneSession, options);
    const probe = windowsOf(oneSession)[0]!;
    const broken = probe.with(5, Number.NaN);
    expect(() => model.score(probe.subarray(1))).toThrow(fault("BAD_SHAPE"));
    expect(() => model.explain(new Float32Array(probe.length + 1))).toThrow(fault("BAD_SHAPE"));
    expect(() => model.score(broken)).toThrow(fault("BAD_SAMPLES"));
    const withWindow = (window: Float32Array) => ({
      ...oneSession,
      sessions: [{ ...oneSession.sessions[0]!, windows: [...windowsOf(oneSession), window] }],
    });
    await expect(kind.fit(withWindow(probe.subarray(1)), options)).rejects.toMatchObject({ code: "BAD_SHAPE" });
    await expect(kind.fit(withWindow(broken), options)).rejects.toMatchObject({ code: "BAD_SAMPLES" });
    const frozen = { ...oneSession, sessions: [{ ...oneSession.sessions[0]!, windows: new Array(30).fill(probe) }] };
    await expect(kind.fit(frozen, options)).rejects.toMatchObject({ code: "BAD_SAMPLES" });
  });

  it("copes with constant, collinear and huge features", async () => {
    const set = healthyComponent({ sessions: 2, windows: 20 });
    const spoil = (window: Float32Array) =>
      window.map((value, j) => (j % 4 === 0 ? -7 : j % 4 === 1 ? window[j - 1]! : j % 4 === 2 ? value * 1e9 : value));
    const spoilt = {
      ...set,
      sessions: set.sessions.map((session) => ({ ...session, windows: session.windows.map(spoil) })),
    };
    const model = await kind.fit(spoilt, options);
    for (const window of windowsOf(spoilt)) expect(Number.isFinite(model.score(window))).toBe(true);
    expect(kind.load(kind.save(model)).score(windowsOf(spoilt)[0]!)).toBe(model.score(windowsOf(spoilt)[0]!));
  });

  it("works on features of groups it has never heard of", async () => {
    const set: TrainingSet = {
      ...oneSession,
      features: oneSession.features.map((feature) => ({ ...feature, group: "shape", levelDependent: true })),
    };
    const model = await kind.fit(set, options);
    const probe = windowsOf(set)[0]!;
    expect(model.score(probe.map((value) => value + 5))).toBeGreaterThan(model.score(probe));
  });

  it("refuses bytes that it has not written", async () => {
    const bytes = kind.save(await kind.fit(threeSessions, options));
    for (const length of [0, 1, 15, 16, bytes.length >> 1, bytes.length - 1]) {
      expect(() => kind.load(bytes.slice(0, length)), `${length} bytes`).toThrow(fault("BAD_ARTIFACT"));
    }
    expect(() => kind.load(Uint8Array.of(...bytes, 0))).toThrow(fault("BAD_ARTIFACT"));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (garbage) => {
        expect(() => kind.load(garbage)).toThrow(fault("BAD_ARTIFACT"));
      }),
    );
    // any flipped byte: refused, or a model that still gives finite scores
    const probe = windowsOf(threeSessions)[0]!;
    for (let at = 0; at < bytes.length; at += 13) {
      const altered = bytes.with(at, bytes[at]! ^ 0xff);
      try {
        kind.load(altered).score(probe);
      } catch (thrown) {
        expect(["BAD_ARTIFACT", "BAD_SHAPE"]).toContain((thrown as { code: string }).code);
      }
    }
  });

  it("keeps healthy time of the learned sessions and of the next below its threshold, and a fault above", async () => {
    for (const sessions of [1, 2, 4]) {
      const set = healthyComponent({ sessions, windows: 45, seed: 20 + sessions });
      const { threshold } = await calibrate(kind, set, options);
      const model = await kind.fit(set, options);
      const hour = healthyComponent({ windows: 3600, seed: 500, wander: 0 });
      expect(levelHeld(windowsOf(hour).map((window) => model.score(window)))).toBeLessThan(threshold);
      const faulty = windowsOf(hour)
        .slice(0, 20)
        .map((window) => model.score(shifted(hour, window, 1.5, ["spectrum", "envelope"])));
      expect(Math.min(...faulty)).toBeGreaterThan(threshold);
    }
  }, 20_000);

  it("raises the threshold of a single session that wanders", async () => {
    const random = seededNoise(5);
    const set = healthyComponent({ windows: 60 });
    const drift = set.sessions[0]!.windows.map((window, w) =>
      window.map((value) => value + w * 0.05 + 0.01 * random()),
    );
    const wandering = { ...set, sessions: [{ ...set.sessions[0]!, windows: drift }] };
    const steady = await calibrate(kind, set, options);
    const raised = await calibrate(kind, wandering, options);
    expect(raised.threshold).toBeGreaterThanOrEqual(steady.threshold);
    expect(raised.heldOutLevel).toBeGreaterThan(2 * steady.heldOutLevel);
    expect(steady.measured).toBe(0);
    expect((await calibrate(kind, threeSessions, options)).measured).toBeCloseTo(0.75, 9);
  });
});
