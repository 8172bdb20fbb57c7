import { describe, expect, it } from "vitest";
import { recordedSession, requestOf } from "../../test/makers/recordedComponent.ts";
import { trainingStages } from "../domain/trainingStage.ts";
import { openArtifact } from "../micromodels/artifact.ts";
import { trainInWorker } from "./trainInWorker.ts";
import { trainMicromodel } from "./trainMicromodel.ts";

const session = recordedSession();
const request = requestOf([session]);

describe("trainInWorker", () => {
  it("makes the very same model in another thread, and says how far it is", async () => {
    const seen: { stage: string; share: number }[] = [];
    const trained = await trainInWorker(request, { progress: (stage, share) => seen.push({ stage, share }) });
    expect(trained.hash).toBe((await trainMicromodel(request)).hash);
    expect(openArtifact(trained.artifact).header).toEqual(trained.header);
    const stages = [...new Set(seen.map(({ stage }) => stage))];
    expect(stages).toEqual(trainingStages.filter((stage) => stage !== "waiting"));
    for (const [n, { share }] of seen.slice(1).entries()) expect(share).toBeGreaterThanOrEqual(seen[n]!.share);
    expect(seen.every(({ share }) => share >= 0 && share <= 1)).toBe(true);
  });

  it("hands faults over with code, message and details", async () => {
    const few = trainInWorker(requestOf([{ ...session, windows: session.windows.slice(0, 14) }]));
    await expect(few).rejects.toMatchObject({
      name: "Fault",
      code: "TOO_LITTLE_DATA",
      details: { needed: 15, found: 14, missing: 1 },
    });
  });

  it("stops when it is cancelled before it begins", async () => {
    await expect(trainInWorker(request, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "CANCELLED" });
  });

  it.each(["checking data", "trying kinds"])("stops in the middle, at once, without another word: %s", async (at) => {
    const stop = new AbortController();
    let after = 0;
    let stopped = Number.POSITIVE_INFINITY;
    const training = trainInWorker(request, {
      signal: stop.signal,
      progress: (stage) => {
        if (stop.signal.aborted) after++;
        if (stage !== at) return;
        stopped = performance.now();
        stop.abort();
      },
    });
    await expect(training).rejects.toMatchObject({ code: "CANCELLED" });
    expect(performance.now() - stopped).toBeLessThan(1000);
    const heard = after;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(after).toBe(heard);
  });
});
