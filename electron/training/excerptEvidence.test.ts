import { describe, expect, it } from "vitest";
import {
  recordedPoint,
  recordedRate,
  recordedSecond,
  recordedSession,
  requestOf,
} from "../../test/makers/recordedComponent.ts";
import { vibrationRecipe } from "../features/vibrationRecipe.ts";
import { openArtifact } from "../micromodels/artifact.ts";
import { Judge } from "../micromodels/judge.ts";
import { defaultKind } from "../micromodels/kinds.ts";
import { computeExcerpt } from "./computeExcerpt.ts";
import { excerptEvidence, hasExcerpts } from "./excerptEvidence.ts";
import { explainScore } from "./explainScore.ts";
import { faultTrials } from "./faultTrials.ts";
import { heldOut } from "./heldOut.ts";
import { trainMicromodel } from "./trainMicromodel.ts";
import type { Evidence } from "./tryKind.ts";

const recipe = vibrationRecipe.id;
const sessions = [0, 1, 2].map((number) => recordedSession({ number }));
const vibration = vibrationRecipe.prepare(recordedRate);
/** Trained once for all that only look at it. */
const chosen = await trainMicromodel(
  requestOf(sessions, { suitedRecipe: recipe, wantedRecipe: recipe, chosenBy: "Cleo" }),
);

describe("a model of another recipe", () => {
  it("learns from the recordings of healthy sessions, and says so", () => {
    const { header, card, artifact } = chosen;
    expect(header).toMatchObject({ recipe, kind: defaultKind.kind });
    expect(header.featureNames).toEqual(vibrationRecipe.names(recordedRate).map((name) => `${recordedPoint} ${name}`));
    expect(header.sessions.map(({ windows }) => windows)).toEqual([10, 10, 10]);
    expect(card.technique).toMatchObject({ recipe, kind: defaultKind.kind, chosenBy: "Cleo" });
    expect(card.data).toMatchObject({ windows: 30, duration: 30 });
    expect(card.data.sessions.map(({ windows }) => windows)).toEqual([10, 10, 10]);
    const recipes = new Set(card.technique.candidates.map((candidate) => candidate.recipe));
    expect(recipes).toEqual(new Set([recipe, "general/1"]));
    expect(card.test.smallest.length).toBeGreaterThan(5);
    expect(artifact.length).toBeLessThan(65_536);
  });

  it("keeps quiet while the machine is well, and speaks when its bearing breaks or it grows loud", () => {
    const opened = openArtifact(chosen.artifact);
    const judge = new Judge(opened);
    const judged = (samples: Float32Array) => {
      const { value, threshold } = judge.judge({ values: vibration.compute(samples)!, spectra: [] });
      return value / threshold;
    };
    const healthy = Array.from({ length: 40 }, (_, second) => judged(recordedSecond(50_000 + second)));
    expect(healthy.filter((severity) => severity > 1).length).toBeLessThan(3);
    const broken = Array.from({ length: 5 }, (_, second) => judged(recordedSecond(90_000 + second, { damage: 3 })));
    expect(Math.min(...broken)).toBeGreaterThan(1);
    const loud = recordedSecond(70_000).map((sample) => 20 * sample);
    expect(judged(loud)).toBeGreaterThan(1);
    const { features } = explainScore(opened, [vibration.compute(recordedSecond(90_000, { damage: 3 }))!]);
    expect(vibrationRecipe.names(recordedRate)).toContain(features[0]!.name);
  });

  it("takes the kind that is wanted as well", async () => {
    const wanted = { kind: "nearest neighbours", wantedRecipe: recipe };
    const { header } = await trainMicromodel(requestOf(sessions, wanted));
    expect(header).toMatchObject({ kind: "nearest neighbours", recipe });
  });

  it("does without sessions whose recordings are gone, and says which", async () => {
    const request = requestOf([{ ...sessions[0]!, excerpts: undefined }, sessions[1]!, sessions[2]!], {
      wantedRecipe: recipe,
    });
    const { card, header } = await trainMicromodel(request);
    expect(card.data.sessions.map(({ leftOut }) => leftOut)).toEqual(["no recordings", undefined, undefined]);
    expect(header.sessions).toHaveLength(2);
  });

  it("is refused with what to do while too little is recorded", async () => {
    await expect(trainMicromodel(requestOf(sessions.slice(0, 1), { wantedRecipe: recipe }))).rejects.toMatchObject({
      code: "TOO_LITTLE_DATA",
      message: expect.stringMatching(/20 in 2 sessions.*10 in 1.*learn once more/),
    });
  });
});

describe("the recipe that suits the points", () => {
  it("is tried beside the kinds, on the same faults", async () => {
    const { card } = await trainMicromodel(requestOf(sessions, { suitedRecipe: recipe }));
    const other = card.technique.candidates.filter((candidate) => candidate.recipe === recipe);
    expect(other).toHaveLength(1);
    expect(other[0]).not.toHaveProperty("untried");
    expect(other[0]!.smallestChange).toBeGreaterThan(0);
    expect(other[0]!.spread).toBeGreaterThanOrEqual(1);
    expect(card.technique.chosenBy).toBeUndefined();
  });

  it("is not tried on one session, and the card says why", async () => {
    const { card, header } = await trainMicromodel(requestOf(sessions.slice(0, 1), { suitedRecipe: recipe }));
    expect(header.recipe).toBe("general/1");
    expect(card.technique.candidates).toContainEqual({ kind: defaultKind.kind, recipe, untried: "too few windows" });
  });
});

describe("excerptEvidence", () => {
  const { points } = requestOf(sessions);
  const features = vibrationRecipe.traits(recordedRate).map((trait) => ({ ...trait, pointId: recordedPoint }));
  const vectorOf = computeExcerpt("general/1", points);
  const parts = heldOut(sessions, vectorOf);
  const usual: Evidence = {
    set: { features, sessions, overlap: 1 },
    originals: sessions,
    recipe: "general/1",
    parts,
    trials: faultTrials(parts, points, vectorOf, 1),
    seed: 1,
    budget: { alarms: 1, per: "month" },
  };

  it("gives up as soon as the first recordings show that it takes too long", () => {
    let asked = 0;
    const clock = () => asked++;
    expect(excerptEvidence(usual, recipe, points, { clock, most: 60 })).toBeNull();
    expect(asked).toBeLessThan(12);
    expect(excerptEvidence(usual, recipe, points, { clock, most: 10_000 })?.set.sessions).toHaveLength(3);
  });

  it("holds out sessions, each with a recording of its own", () => {
    const evidence = excerptEvidence(usual, recipe, points, { clock: () => 0, most: 1 })!;
    for (const { excerpts, rest, windows } of evidence.parts) {
      expect(excerpts).toHaveLength(1);
      expect(rest).toHaveLength(2);
      expect(rest.flatMap((session) => session.windows)).not.toContain(windows[0]);
    }
  });

  it("counts sessions with recordings enough only", () => {
    expect(hasExcerpts([12, 12])).toBe(true);
    expect(hasExcerpts([20])).toBe(false);
    expect(hasExcerpts([16, 4])).toBe(false);
    expect(hasExcerpts([9, 9])).toBe(false);
  });
});
