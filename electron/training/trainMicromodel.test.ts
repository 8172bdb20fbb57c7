import { describe, expect, it } from "vitest";
import { seededNoise } from "../../test/makers/seededNoise.ts";
import { defaultRecipe } from "../features/recipes.ts";
import { openArtifact } from "../micromodels/artifact.ts";
import { levelHeld } from "../micromodels/calibrate.ts";
import { trainInWorker } from "./trainInWorker.ts";
import type { TrainingRequest } from "./trainingRequest.ts";
import { trainMicromodel } from "./trainMicromodel.ts";

const rate = 8000;
const run = defaultRecipe.prepare(rate);

/** A second of a bearing: shaft tone and noise; with `damage`, impacts that ring at 3 kHz. */
function second(seed: number, damage = 0): Float32Array<ArrayBuffer> {
  const random = seededNoise(seed);
  const speed = 25 * (1 + 0.01 * random());
  const level = 1 + 0.1 * random();
  const samples = Float32Array.from({ length: rate }, (_, n) => {
    const sinceImpact = (n % 93) / rate;
    const ring = damage * Math.exp(-sinceImpact * 1500) * Math.sin((2 * Math.PI * 3000 * n) / rate);
    return level * (Math.sin((2 * Math.PI * speed * n) / rate) + 0.3 * random() + ring);
  });
  return run.compute(samples)!;
}

function session(index: number, windows: number) {
  return {
    from: index * 1e7,
    to: index * 1e7 + windows * 1000,
    windows: Array.from({ length: windows }, (_, w) => second(1000 * index + w + 1)),
  };
}

const oneSession = session(0, 45);
const request: TrainingRequest = {
  componentId: "fan bearing",
  version: 1,
  recipe: defaultRecipe.id,
  points: [{ id: "drive end", sampleRate: rate }],
  sessions: [oneSession],
  healthy: {},
  seed: 1,
  trainedAt: 5,
  trainedBy: "tester",
};
const tooLittle = (found: number) => ({ code: "TOO_LITTLE_DATA", details: { needed: 15, found, missing: 15 - found } });

describe("trainMicromodel", () => {
  it("makes a model from 45 seconds that stays quiet for ten healthy minutes and speaks when the bearing breaks", async () => {
    const { artifact, header, hash, card } = await trainMicromodel(request);
    const opened = openArtifact(artifact);
    expect(opened.hash).toBe(hash);
    expect(header).toMatchObject({
      componentId: "fan bearing",
      sessions: [{ from: 0, to: 45_000, windows: 45 }],
      pointIds: ["drive end"],
      sampleRates: [rate],
      trainedBy: "tester",
    });
    expect(header.featureNames.length).toBe(oneSession.windows[0]!.length);
    const healthy = Array.from({ length: 600 }, (_, w) => opened.model.score(second(50_000 + w)));
    expect(levelHeld(healthy)).toBeLessThan(header.threshold);
    const broken = Array.from({ length: 5 }, (_, w) => opened.model.score(second(90_000 + w, 3)));
    expect(Math.min(...broken)).toBeGreaterThan(header.threshold);
    expect(card.data.windows).toBe(45);
    expect(card.test.trained).toBeGreaterThan(0);
    expect(header.heldOut.median).toBeLessThan(header.heldOut.max);
    expect(artifact.length).toBeLessThan(65_536);
  });

  it("takes the between-session spread from sessions when there are some", async () => {
    const trained = await trainMicromodel({ ...request, sessions: [session(1, 30), session(2, 30), session(3, 3)] });
    expect(trained.card.data.windows).toBe(60);
  });

  it("is the same artifact for the same request", async () => {
    expect((await trainMicromodel(request)).hash).toBe((await trainMicromodel(request)).hash);
    expect((await trainMicromodel({ ...request, version: 2 })).hash).not.toBe((await trainMicromodel(request)).hash);
  });

  it("says how much is missing", async () => {
    await expect(trainMicromodel({ ...request, sessions: [session(0, 14)] })).rejects.toMatchObject(tooLittle(14));
    await expect(trainMicromodel({ ...request, sessions: [session(0, 3), session(1, 2)] })).rejects.toMatchObject(
      tooLittle(5),
    );
    await expect(trainMicromodel({ ...request, sessions: [] })).rejects.toMatchObject(tooLittle(0));
    await expect(trainMicromodel({ ...request, sessions: [session(0, 14)] })).rejects.toThrow(
      /14 are there, 1 .*missing/,
    );
  });

  it("says so when most windows were silent, or all are alike", async () => {
    const silent = trainMicromodel({ ...request, sessions: [session(0, 2)], unusable: 43 });
    await expect(silent).rejects.toMatchObject({
      code: "BAD_SAMPLES",
      message: expect.stringContaining("43 of 45 windows"),
    });
    const alike = { ...oneSession, windows: new Array(45).fill(oneSession.windows[0]) };
    await expect(trainMicromodel({ ...request, sessions: [alike] })).rejects.toMatchObject({ code: "BAD_SAMPLES" });
  });

  it("refuses NaN, wrong shapes, and kinds and recipes it does not know", async () => {
    const withWindow = (window: Float32Array) => ({ ...oneSession, windows: [...oneSession.windows, window] });
    const window = oneSession.windows[0]!;
    const refusals: [Partial<TrainingRequest>, string][] = [
      [{ sessions: [withWindow(window.with(9, Number.NaN))] }, "BAD_SAMPLES"],
      [{ sessions: [withWindow(window.subarray(1))] }, "BAD_SHAPE"],
      [{ points: [...request.points, { id: "other", sampleRate: rate }] }, "BAD_SHAPE"],
      [{ kind: "oracle" }, "NOT_FOUND"],
      [{ recipe: "nobody/1" }, "NOT_FOUND"],
    ];
    for (const [change, code] of refusals) {
      await expect(trainMicromodel({ ...request, ...change })).rejects.toMatchObject({ code });
    }
  });
});

describe("trainInWorker", () => {
  it("makes the very same model in another thread", async () => {
    const trained = await trainInWorker(request);
    expect(trained.hash).toBe((await trainMicromodel(request)).hash);
    expect(openArtifact(trained.artifact).header).toEqual(trained.header);
  });

  it("hands faults over with code, message and details", async () => {
    const few = trainInWorker({ ...request, sessions: [session(0, 14)] });
    await expect(few).rejects.toMatchObject({ name: "Fault", ...tooLittle(14) });
  });

  it("stops when it is cancelled before or in the middle", async () => {
    await expect(trainInWorker(request, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "CANCELLED" });
    const stop = new AbortController();
    const large = {
      ...request,
      sessions: Array.from({ length: 300 }, (_, s) => ({ ...oneSession, from: s, to: s + 1 })),
    };
    const begun = performance.now();
    const training = trainInWorker(large, { signal: stop.signal });
    setTimeout(() => stop.abort(), 100);
    await expect(training).rejects.toMatchObject({ code: "CANCELLED" });
    expect(performance.now() - begun).toBeLessThan(3000);
  });
});
