import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FeatureGroup } from "../../electron/domain/featureTrait.ts";
import { defaultRecipe } from "../../electron/features/recipes.ts";
import type { TrainingSet } from "../../electron/micromodels/kind.ts";
import { defaultKind, kindOf, kinds } from "../../electron/micromodels/kinds.ts";
import { healthyComponent, shifted } from "../makers/healthyComponent.ts";

const options = { seed: 7 };
const plain = {
  oneSession: healthyComponent({ seed: 11 }),
  threeSessions: healthyComponent({ sessions: 3, seed: 12, points: 2 }),
};
const withValues = {
  oneSession: healthyComponent({ seed: 11, values: 3 }),
  threeSessions: healthyComponent({ sessions: 3, seed: 12, points: 2, values: 3 }),
};
const fault = (code: string) => expect.objectContaining({ code });
const windowsOf = (set: TrainingSet) => set.sessions.flatMap((session) => session.windows);

/** What a kind answers to, and the groups that describe it. */
const watched = {
  timbre: { groups: ["spectrum", "envelope"], others: ["level", "cepstrum", "value"] },
  level: { groups: ["level"], others: ["envelope", "value"] },
  values: { groups: ["value"], others: ["level", "spectrum", "envelope"] },
} as const satisfies Record<string, { groups: readonly FeatureGroup[]; others: readonly FeatureGroup[] }>;

describe("kinds", () => {
  it("have names of their own", () => {
    expect(new Set(kinds.map((kind) => kind.kind)).size).toBe(kinds.length);
    for (const kind of kinds) expect(kindOf(kind.kind)).toBe(kind);
    expect(kinds).toContain(defaultKind);
    expect(() => kindOf("oracle")).toThrow(fault("NOT_FOUND"));
  });

  it("of all sorts are there: a model in service has a member of each", () => {
    expect(new Set(kinds.map((kind) => kind.watches))).toEqual(new Set(["timbre", "level", "values"]));
    expect(defaultKind.watches).toBe("timbre");
  });
});

describe.each(kinds)("every micromodel: $kind", (kind) => {
  const { groups, others } = watched[kind.watches];
  const values = kind.watches === "values" ? 3 : 0;
  const { oneSession, threeSessions } = values > 0 ? withValues : plain;

  it("says what its scores usually are, and what it needs", () => {
    const { oneSession: alone, highest, lowest } = kind.usual;
    expect(lowest).toBeGreaterThan(0);
    expect(highest).toBeGreaterThan(lowest);
    expect(alone).toBeGreaterThanOrEqual(highest);
    expect(Number.isInteger(kind.smoothing) && kind.smoothing >= 1).toBe(true);
    expect(kind.leastWindows).toBeLessThanOrEqual(20);
  });

  it.each([oneSession, threeSessions])("scores without learning: the same window, the same score", async (set) => {
    const model = await kind.fit(set, options);
    const probe = windowsOf(set)[3]!;
    const copy = probe.slice();
    const first = model.score(probe);
    for (const window of windowsOf(healthyComponent({ values, seed: 99, points: set === oneSession ? 1 : 2 })))
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
    for (const window of [...windowsOf(set).slice(0, 20), new Float32Array(set.features.length).fill(3)]) {
      expect(again.score(window)).toBe(model.score(window));
      expect(again.explain(window)).toEqual(model.explain(window));
    }
    expect(kind.save(again)).toEqual(bytes);
  });

  it("is the same model for the same set and seed", async () => {
    const bytes = kind.save(await kind.fit(threeSessions, options));
    expect(kind.save(await kind.fit(threeSessions, options))).toEqual(bytes);
  });

  it("learns much the same from another seed", async () => {
    const models = await Promise.all([1, 2, 3].map((seed) => kind.fit(threeSessions, { seed })));
    for (const by of [0.3, 3]) {
      const probe = shifted(threeSessions, windowsOf(threeSessions)[5]!, by, groups);
      const scores = models.map((model) => model.score(probe));
      expect(Math.max(...scores)).toBeLessThan(1.5 * Math.min(...scores) + 0.1);
    }
  });

  it.each(groups)("scores higher the more abnormal the %s is", async (group) => {
    const model = await kind.fit(threeSessions, options);
    const healthy = healthyComponent({ values, windows: 40, seed: 77, points: 2, wander: 0 });
    const meanScore = (by: number) => {
      const scores = windowsOf(healthy).map((window) => model.score(shifted(healthy, window, by, [group])));
      return scores.reduce((sum, score) => sum + score, 0) / scores.length;
    };
    const scores = [0, 0.3, 0.6, 1.2, 2.4, 10, 100].map(meanScore);
    expect(scores).toEqual(scores.toSorted((one, other) => one - other));
    expect(scores[3]!).toBeGreaterThan(1.5 * scores[0]!);
    if (kind.watches === "timbre") expect(meanScore(-1.2)).toBeGreaterThan(1.5 * scores[0]!);
  });

  it("does not mind what it does not watch", async () => {
    const model = await kind.fit(threeSessions, options);
    const probe = windowsOf(threeSessions)[0]!;
    expect(model.score(shifted(threeSessions, probe, 50, others))).toBe(model.score(probe));
  });

  it("explains a score by shares that sum to 1, the cause first", async () => {
    const model = await kind.fit(oneSession, options);
    const cause = groups.at(-1)!;
    const probe = shifted(oneSession, windowsOf(oneSession)[0]!, 3, [cause]);
    const shares = model.explain(probe);
    expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(shares.every(({ share }) => share >= 0)).toBe(true);
    expect(shares.map(({ share }) => share)).toEqual(shares.map(({ share }) => share).toSorted((a, b) => b - a));
    expect(shares[0]!.name).toContain(cause);
    expect(oneSession.features.map((feature) => feature.name)).toEqual(
      expect.arrayContaining(shares.map(({ name }) => name)),
    );
  });

  it("learns from 20 windows, and says how many are missing when it cannot", async () => {
    const model = await kind.fit(healthyComponent({ values, windows: 20 }), options);
    expect(model.score(windowsOf(oneSession)[0]!)).toBeGreaterThanOrEqual(0);
    const few = kind.leastWindows - 1;
    await expect(kind.fit(healthyComponent({ values, windows: few }), options)).rejects.toMatchObject({
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

  it("is small: four points, ten minutes in six sessions", async () => {
    const like = healthyComponent({ values, sessions: 6, windows: 100, points: 9 });
    const features = [1, 2, 3, 4].flatMap((point) =>
      defaultRecipe.traits(51_200).map((trait) => ({ ...trait, name: `${point} ${trait.name}`, pointId: `${point}` })),
    );
    const set = withWindows({ ...like, features }, (windows) =>
      windows.map((window) => window.slice(0, features.length)),
    );
    // what a component keeps in all may have 64 KiB: a header with spectra and the members of the other sort need some of it
    expect(kind.save(await kind.fit(set, options)).length).toBeLessThan(40 * 1024);
  });

  it("gives a finite score of 0 or more to whatever finite features come", async () => {
    const model = await kind.fit(oneSession, options);
    const length = oneSession.features.length;
    const value = fc.float({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(
        fc.float32Array({ minLength: length, maxLength: length, noNaN: true, noDefaultInfinity: true }),
        value,
        (features, all) => {
          for (const window of [features, new Float32Array(length).fill(all)]) {
            const score = model.score(window);
            expect(Number.isFinite(score) && score >= 0).toBe(true);
            expect(model.explain(window).every(({ share }) => share >= 0 && share <= 1)).toBe(true);
          }
        },
      ),
    );
  });

  it("copes with constant, collinear and huge features", async () => {
    const set = healthyComponent({ values, sessions: 2, windows: 20 });
    const spoil = (window: Float32Array) =>
      window.map((value, j) => (j % 4 === 0 ? -7 : j % 4 === 1 ? window[j - 1]! : j % 4 === 2 ? value * 1e9 : value));
    const spoilt = withWindows(set, (windows) => windows.map(spoil));
    const model = await kind.fit(spoilt, options);
    for (const window of windowsOf(spoilt)) expect(Number.isFinite(model.score(window))).toBe(true);
    expect(kind.load(kind.save(model)).score(windowsOf(spoilt)[0]!)).toBe(model.score(windowsOf(spoilt)[0]!));
  });

  it("copes with windows that are all alike but one, and with sessions that are the same", async () => {
    const alike = withWindows(oneSession, ([first, second]) => [second!, ...new Array<Float32Array>(40).fill(first!)]);
    const [session] = oneSession.sessions;
    const doubled = { ...oneSession, sessions: [session!, { ...session!, from: 1e8, to: 1e8 + 60_000 }] };
    for (const set of [alike, doubled]) {
      const model = await kind.fit(set, options);
      const probe = windowsOf(oneSession)[7]!;
      expect(Number.isFinite(model.score(probe))).toBe(true);
      expect(model.score(shifted(set, probe, 20, groups))).toBeGreaterThan(model.score(windowsOf(set)[1]!));
      expect(kind.load(kind.save(model)).score(probe)).toBe(model.score(probe));
    }
  });

  it("works on features of groups it has never heard of", async () => {
    const set: TrainingSet = {
      ...oneSession,
      features: oneSession.features.map((feature) => ({ ...feature, group: "shape", levelDependent: true })),
    };
    if (kind.suits?.(set.features) === false) return;
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
      let score = 0;
      try {
        score = kind.load(altered).score(probe);
      } catch (thrown) {
        expect(["BAD_ARTIFACT", "BAD_SHAPE"]).toContain((thrown as { code: string }).code);
      }
      expect(Number.isFinite(score) && score >= 0, `byte ${at}`).toBe(true);
    }
  });
});

function withWindows(
  set: TrainingSet,
  change: (windows: readonly Float32Array[]) => readonly Float32Array[],
): TrainingSet {
  return { ...set, sessions: set.sessions.map((session) => ({ ...session, windows: change(session.windows) })) };
}
