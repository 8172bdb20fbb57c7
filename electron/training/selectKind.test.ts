import { describe, expect, it } from "vitest";
import { recordedSession, requestOf } from "../../test/makers/recordedComponent.ts";
import type { Candidate } from "../domain/reportCard.ts";
import { defaultKind, kinds } from "../micromodels/kinds.ts";
import { rank } from "./selectKind.ts";
import { trainMicromodel } from "./trainMicromodel.ts";
import type { TriedKind } from "./tryKind.ts";

const rival = kinds.find((kind) => kind !== defaultKind && kind.watches === "timbre")!;
const figures = { recipe: "general/1", smallestChange: 6, found: 0.8, spread: 1.3, trainSeconds: 0.1 };
const usual: Candidate = { kind: defaultKind.kind, ...figures };
const other = (change: Partial<Candidate>): Candidate => ({ kind: rival.kind, ...figures, ...change });
const candidatesOf = (sessions: number, candidates: readonly Candidate[], heldOutLevel = 0.8) =>
  rank(
    candidates.map((candidate) => {
      const kind = kinds.find((each) => each.kind === candidate.kind)!;
      const evidence = { set: { features: [], sessions: Array.from({ length: sessions }) } };
      return { kind, candidate, evidence, calibration: { heldOutLevel, threshold: 1 } } as unknown as TriedKind;
    }),
    figures.recipe,
  ).map(({ candidate }) => candidate);
const ranked = (sessions: number, candidates: readonly Candidate[]) =>
  candidatesOf(sessions, candidates).map(({ kind }) => kind);

const best = (...candidates: Candidate[]) => ranked(3, candidates);

describe("rank", () => {
  it("keeps the default kind unless another is clearly better", () => {
    expect(best(other({}), usual)[0]).toBe(defaultKind.kind);
    expect(best(other({ smallestChange: 4 }), usual)[0]).toBe(defaultKind.kind);
    expect(best(other({ smallestChange: 3 }), usual)).toEqual([rival.kind, defaultKind.kind]);
  });

  it("puts what is less stable between sessions, or misses more, behind", () => {
    expect(best(other({ smallestChange: 3, spread: 1.6 }), usual)[0]).toBe(defaultKind.kind);
    expect(best(other({ smallestChange: 3, found: 0.7 }), usual)[0]).toBe(defaultKind.kind);
  });

  it("does not take evidence from two sessions, or from no trials", () => {
    expect(ranked(2, [other({ smallestChange: 1 }), usual])[0]).toBe(defaultKind.kind);
    const without = { smallestChange: undefined, found: undefined };
    expect(best(other(without), { ...usual, ...without })[0]).toBe(defaultKind.kind);
  });

  it("takes another recipe by the same rule, and nothing that would have cried at a healthy session", () => {
    const sound = { ...usual, recipe: "sound/1", smallestChange: 3 };
    expect(candidatesOf(3, [usual, sound])).toEqual([sound, usual]);
    expect(candidatesOf(2, [usual, sound])).toEqual([usual, sound]);
    expect(candidatesOf(3, [usual, { ...sound, smallestChange: 4 }])[0]).toBe(usual);
    expect(candidatesOf(3, [usual, sound], 1.1)).toEqual([usual, sound]);
  });

  it("ranks the others by what they find, then by how stable they are", () => {
    const third = kinds.find((kind) => ![defaultKind, rival].includes(kind) && kind.watches === "timbre")!;
    const worse = { ...other({ smallestChange: 8 }), kind: third.kind };
    expect(best(worse, other({ smallestChange: 7 }), usual)).toEqual([defaultKind.kind, rival.kind, third.kind]);
    const unstable = { ...other({ spread: 2 }), kind: third.kind };
    expect(best(unstable, other({}), usual).slice(1)).toEqual([rival.kind, third.kind]);
    // finding more faults counts before being more stable
    const keener = { ...other({ found: 0.9, spread: 2 }), kind: third.kind };
    expect(best(other({}), keener, usual).slice(1)).toEqual([third.kind, rival.kind]);
  });

  it("does not depend on how quick the computer is", () => {
    const third = kinds.find((kind) => ![defaultKind, rival].includes(kind) && kind.watches === "timbre")!;
    const order = (...seconds: readonly [number, number]) =>
      best(usual, other({ trainSeconds: seconds[0] }), { ...other({ trainSeconds: seconds[1] }), kind: third.kind });
    expect(order(0.1, 5)).toEqual(order(5, 0.1));
  });
});

describe("selection", () => {
  const sessions = [0, 1, 2].map((number) => recordedSession({ number, seconds: 20 }));

  it("tries every kind that watches timbre on the same evidence, or says why not", async () => {
    const { card, artifact } = await trainMicromodel(requestOf(sessions));
    const timbre = kinds.filter(({ watches }) => watches === "timbre").map(({ kind }) => kind);
    expect(card.technique.candidates.map(({ kind }) => kind).sort()).toEqual(timbre.sort());
    for (const candidate of card.technique.candidates) {
      if (candidate.untried) expect(candidate).toMatchObject({ kind: "autoencoder", untried: "too few windows" });
      else {
        expect(candidate.smallestChange).toBeGreaterThan(0);
        expect(candidate.found).toBeGreaterThan(0.3);
        expect(candidate.spread).toBeGreaterThanOrEqual(1);
        expect(candidate.bytes).toBeLessThan(65_536);
      }
    }
    expect(card.technique.chosenBy).toBeUndefined();
    // the technique alone, measured as the whole is, is a part of the whole
    const [chosen] = card.technique.candidates;
    expect(card.cost.bytes).toBe(artifact.length);
    expect(chosen!.bytes).toBeLessThan(artifact.length);
    expect(chosen!.bytes).toBeGreaterThan(0.05 * artifact.length);
  });

  it("is overruled by an engineer, whose name the card keeps", async () => {
    const { card, header } = await trainMicromodel(requestOf(sessions, { kind: rival.kind, chosenBy: "Märta" }));
    expect(header.kind).toBe(rival.kind);
    expect(card.technique).toMatchObject({ kind: rival.kind, chosenBy: "Märta" });
    expect(card.technique.candidates.length).toBeGreaterThan(2);
  });

  it("does not let the level be chosen as the only thing that is watched", async () => {
    const level = kinds.find(({ watches }) => watches === "level")!;
    await expect(trainMicromodel(requestOf(sessions, { kind: level.kind }))).rejects.toMatchObject({
      code: "BAD_INPUT",
      message: expect.stringContaining(defaultKind.kind),
    });
  });
});
