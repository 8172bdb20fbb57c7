import { expect, it } from "vitest";
import { temporaryFolder } from "../../test/makers/temporaryFolder.ts";
import type { LearningRun, RunProgress } from "./learningRunTable.ts";
import { openStore } from "./openStore.ts";

const progress: RunProgress = {
  recipe: "general/1",
  from: 1000,
  to: 13_000,
  collected: 12_000,
  unusable: 1,
  points: "de@25600",
  excerpts: 2,
  stride: 1,
  blocks: 1,
  spectra: { de: { top: 100, low: [-3], middle: [-2], high: [-1] } },
};
const learn: LearningRun = {
  componentId: "pump/bearing",
  number: 2,
  savedAt: 14_000,
  wish: { task: "learn", by: "Ada", duration: 60_000, startOver: false, tag: { state: "idle" } },
  progress,
};
const train: LearningRun = {
  componentId: "fan/bearing",
  number: 1,
  savedAt: 3000,
  wish: { task: "train", by: "Ada", kind: "Mahalanobis" },
};
const windows = (seed: number, count: number) => Array.from({ length: count }, (_, n) => Float32Array.of(seed, n));

it("remembers what is under way over a restart, block by block, and forgets it whole", async () => {
  using folder = temporaryFolder();
  {
    await using store = openStore(folder.path, { now: () => 0 });
    store.runs.put({ ...learn, savedAt: 5000 });
    store.runs.putBlock("pump/bearing", 1, windows(1, 3));
    store.runs.putBlock("pump/bearing", 0, windows(0, 10));
    store.runs.putBlock("pump/bearing", 7, windows(7, 10));
    // Writing the run again keeps its windows; a block grows, and one is given up.
    store.runs.put(learn);
    store.runs.putBlock("pump/bearing", 1, windows(1, 4));
    store.runs.putBlock("pump/bearing", 7, []);
    store.runs.put(train);
  }
  await using store = openStore(folder.path, { now: () => 0 });
  expect(store.runs.all()).toEqual([train, learn]);
  expect(store.runs.blocks("pump/bearing")).toEqual([
    { number: 0, windows: windows(0, 10) },
    { number: 1, windows: windows(1, 4) },
  ]);
  expect(store.runs.blocks("fan/bearing")).toEqual([]);
  store.runs.remove("pump/bearing");
  expect(store.runs.all()).toEqual([train]);
  expect(store.runs.blocks("pump/bearing")).toEqual([]);
});
