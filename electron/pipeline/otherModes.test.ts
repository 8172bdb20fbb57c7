import { afterEach, describe, expect, it, vi } from "vitest";
import type { Driver } from "../devices/driver.ts";
import type { Plant, Point } from "../domain/plant.ts";
import type { SampleBlock } from "../domain/sampleBlock.ts";
import { healthySpectrum } from "../features/healthySpectrum.ts";
import { defaultRecipe } from "../features/recipes.ts";
import { packArtifact } from "../micromodels/artifact.ts";
import { learnModes } from "../micromodels/operatingModes.ts";
import { sessionDistance } from "../micromodels/sessionDistance.ts";
import type { FromAnalysis, ToAnalysis, WindowResult } from "./analysisMessages.ts";
import { Analyst } from "./analyst.ts";
import { isExcerpt } from "./excerpts.ts";
import { unpackWindow } from "./packWindow.ts";
import { Pipeline } from "./pipeline.ts";

const sampleRate = 4000;
const point: Point = {
  id: "p",
  componentId: "c",
  name: "Point",
  quantity: "acceleration",
  unit: "g",
  sensitivity: 0.5,
  mounting: "screw",
  direction: "radial",
  deviceId: "rig",
  channel: 0,
  sampleRate,
};

/** A shaft with harmonics in noise, of any loudness and as noisy as wished; in the unit of the device. */
function second(index: number, gain = 1, noise = 0.3): Float32Array<ArrayBuffer> {
  let state = index + 1;
  return Float32Array.from({ length: sampleRate }, (_, n) => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    const turn = 2 * Math.PI * 37 * (index + n / sampleRate);
    return gain * point.sensitivity * (Math.sin(turn) + 0.5 * Math.sin(7 * turn) + noise * (state / 2 ** 31 - 1));
  });
}

function openAnalyst() {
  const windows: WindowResult[] = [];
  const transferred: ArrayBuffer[] = [];
  const analyst = new Analyst((message: FromAnalysis, transfer) => {
    if (message.type === "window") windows.push(unpackWindow(message.window));
    transferred.push(...transfer);
  });
  const tell = (message: ToAnalysis) => analyst.take(message);
  let heard = 0;
  const play = (seconds: number, gain = 1, noise = 0.3) => {
    const from = windows.length;
    for (let i = 0; i < seconds; i++) {
      const part = { deviceId: "rig", time: heard * 1000, sampleRate, lostBefore: 0, channels: [0] };
      tell({ type: "block", part: { ...part, samples: [second(heard, gain, noise)] } });
      heard += 1;
    }
    return windows.slice(from);
  };
  tell({ type: "plan", plan: { points: [point] } });
  return { tell, play, transferred };
}

/** A model of what an analyst hears of the healthy machine. */
async function learnFrom(windows: readonly WindowResult[]): Promise<Uint8Array> {
  const features = defaultRecipe.traits(sampleRate).map((trait) => {
    return { ...trait, pointId: point.id, name: `${point.id} ${trait.name}` };
  });
  const spectra = { p: healthySpectrum(windows.map((window) => window.spectra[0]!.spectrum)) };
  const session = { from: 0, to: 1, windows: windows.map(({ values }) => values!), tag: windows[0]!.tag, spectra };
  const set = { features, sessions: [session], overlap: 1 };
  const model = await sessionDistance.fit(set, { seed: 1 });
  const { kind, watches, smoothing } = sessionDistance;
  const header = {
    componentId: "c",
    kind,
    version: 7,
    recipe: defaultRecipe.id,
    featureNames: features.map(({ name }) => name),
    pointIds: ["p"],
    sampleRates: [sampleRate],
    threshold: 2.5,
    members: [{ kind, watches, threshold: 2.5, smoothing }],
    onWindows: 3,
    modes: learnModes(set),
    heldOut: { median: 0.5, max: 1 },
    sessions: [{ from: 0, to: 1, windows: windows.length }],
    trainedAt: 0,
    trainedBy: "test",
    seed: 1,
    healthy: spectra,
  };
  const none = new Float32Array(features.length);
  return packArtifact(header, { models: [model], centre: none, spread: none });
}

describe("the analysis", () => {
  it("judges a machine that runs, and says that it is off when it is", async () => {
    const { tell, play } = openAnalyst();
    tell({ type: "model", componentId: "c", artifact: await learnFrom(play(30)) });
    for (const { score } of play(5)) {
      expect(score).toMatchObject({ threshold: 2.5, modelVersion: 7, mode: "as learned" });
      expect(score!.notJudged).toBeUndefined();
      expect(score!.value).toBeLessThan(2.5);
    }
    expect(play(4, 0.01).map(({ score }) => score?.notJudged)).toEqual(Array(4).fill("machine off"));
    expect(play(3).map(({ score }) => score?.notJudged)).toEqual(Array(3).fill(undefined));
  });

  it("takes the word of a tag, from the next window on and until it is taken back", async () => {
    const { tell, play } = openAnalyst();
    tell({ type: "tag", componentId: "c", tag: { state: "idle" } });
    const learned = play(30);
    expect(learned.every(({ tag }) => tag?.state === "idle")).toBe(true);
    tell({ type: "model", componentId: "c", artifact: await learnFrom(learned) });
    expect(play(1)[0]!.score).toMatchObject({ mode: "idle" });
    // what is a fault while it idles may be the sound of its load
    const strange = () => play(2, 1, 1).map(({ score }) => ({ ...score, above: score!.value > score!.threshold }));
    for (const score of strange()) {
      expect(score.above).toBe(true);
      expect(score.notJudged).toBeUndefined();
    }
    tell({ type: "tag", componentId: "c", tag: { state: "loaded" } });
    for (const score of strange()) expect(score).toMatchObject({ above: true, notJudged: "new operating mode" });
    tell({ type: "tag", componentId: "c", tag: null });
    expect(play(1)[0]!.tag).toBeUndefined();
  });

  it("hands over raw samples of some windows while they are wanted, in the unit of the point", () => {
    const { tell, play, transferred } = openAnalyst();
    expect(play(2).every(({ excerpt }) => excerpt === undefined)).toBe(true);
    tell({ type: "excerpts", componentId: "c", on: true });
    const windows = play(8);
    expect(windows.map(({ excerpt }) => excerpt !== undefined)).toEqual([
      true,
      false,
      false,
      true,
      false,
      false,
      true,
      false,
    ]);
    const samples = second(2).map((sample) => sample / point.sensitivity);
    expect(windows[0]!.excerpt).toHaveLength(1);
    expect(windows[0]!.excerpt![0]).toEqual(samples);
    expect(transferred).toContain(windows[0]!.excerpt![0]!.buffer);
    tell({ type: "excerpts", componentId: "c", on: false });
    expect(play(4).every(({ excerpt }) => excerpt === undefined)).toBe(true);
  });
});

it("ten minutes give enough excerpts and not too many", () => {
  const count = (windows: number) => Array.from({ length: windows }, (_, index) => index).filter(isExcerpt).length;
  expect(count(20)).toBeGreaterThanOrEqual(6);
  expect(count(600)).toBeLessThanOrEqual(80);
});

/** Says of each block what its first sample asks for: a score, or with −1 and −2 why there is none. */
const sayingWorker = new URL(
  `data:text/javascript,${encodeURIComponent(`
  import { parentPort } from "node:worker_threads";
  const reasons = { "-1": "machine off", "-2": "new operating mode" };
  parentPort.on("message", (message) => {
    if (message.type !== "block") return;
    const { deviceId, time, samples } = message.part;
    const value = samples[0][0];
    const score = value < 0 ? { value: 9, threshold: 1, modelVersion: 1, notJudged: reasons[value] } : { value, threshold: 1, modelVersion: 1 };
    const window = { componentId: "c", recipe: "general/1", time, duration: 1, values: Float32Array.of(value), spectra: [], score };
    parentPort.postMessage([{ type: "window", window }, { type: "finished", deviceId }]);
  });
`)}`,
);

const plant: Plant = {
  site: { id: "s", name: "S" },
  machines: [{ id: "m", siteId: "s", name: "M", kind: "compressor", place: 0 }],
  components: [{ id: "c", machineId: "m", name: "C", kind: "other", place: 0, outOfService: false }],
  points: [{ ...point, sampleRate: 100 }],
  devices: [{ id: "rig", driver: "rig", address: "", name: "rig", sampleRate: 100, channelCount: 1, settings: {} }],
};

const open: Pipeline[] = [];
afterEach(async () => {
  for (const pipeline of open.splice(0)) await pipeline[Symbol.asyncDispose]();
});

/** A pipeline whose device delivers one window for each word. */
async function openPipeline(onWindows?: number) {
  let next = Promise.withResolvers<number>();
  const driver: Driver = {
    kind: "rig",
    isLive: () => true,
    find: async () => [],
    describe: async () => {
      throw new Error("not asked here");
    },
    doctor: async () => ({ driver: "rig", ready: true, finding: "" }),
    async *capture(_setup, stop) {
      for (let sequence = 0; !stop.aborted; sequence++) {
        const stopped = new Promise<null>((resolve) => stop.addEventListener("abort", () => resolve(null)));
        const value = await Promise.race([next.promise, stopped]);
        if (value === null) return;
        next = Promise.withResolvers();
        const channels = [new Float32Array(100).fill(value)];
        yield {
          deviceId: "rig",
          sequence,
          time: sequence * 1000,
          sampleRate: 100,
          channels,
          lostBefore: 0,
        } satisfies SampleBlock;
      }
    },
  };
  const scores: number[] = [];
  const raised = vi.fn();
  const steps: string[] = [];
  const pipeline = new Pipeline({
    driverOf: () => driver,
    sinks: {
      score: (_componentId, _time, value) => scores.push(value),
      window() {},
      gap() {},
      channelTrouble() {},
      clock() {},
      alertRaised: raised,
      alertChanged: (_alert, changes) => steps.push(...changes.map(({ to }) => to)),
      recording: () => "",
      evidence() {},
      modelRefused() {},
      trouble(thrown) {
        throw thrown;
      },
    },
    now: Date.now,
    learning: () => undefined,
    changed() {},
    workers: 1,
    worker: sayingWorker,
  });
  open.push(pipeline);
  pipeline.setModel("c", {
    artifact: Uint8Array.of(1),
    facts: { version: 1, hash: "", threshold: 1, healthy: {}, ...(onWindows && { onWindows }) },
  });
  await pipeline.setPlant(plant);
  let heard = 0;
  pipeline.onWindow(() => heard++);
  /** @returns what the component is shown as after these windows */
  const hear = async (...values: number[]) => {
    for (const value of values) {
      const before = heard;
      next.resolve(value);
      await vi.waitFor(() => expect(heard).toBe(before + 1), { timeout: 15_000, interval: 2 });
    }
    const { state, reason } = pipeline.health()[0]!;
    return reason ?? state;
  };
  return { hear, scores, raised, steps };
}

const off = -1;
const other = -2;

describe("the pipeline", () => {
  it("shows a machine that is off as that, draws no trend of it, raises nothing, and judges it again by itself", async () => {
    const { hear, scores, raised } = await openPipeline();
    expect(await hear(0.2, 0.3)).toBe("as usual");
    expect(await hear(off, off)).toBe("as usual");
    expect(await hear(off, off, off)).toBe("machine off");
    expect(await hear(0.2, 0.2)).toBe("machine off");
    expect(await hear(0.2)).toBe("as usual");
    expect(scores).toHaveLength(5);
    expect(Math.max(...scores)).toBeLessThan(1);
    expect(raised).not.toHaveBeenCalled();
  });

  it("asks for another mode to be learned once it lasts", async () => {
    const { hear, raised } = await openPipeline();
    expect(await hear(0.2, other, 0.2, other, other)).toBe("as usual");
    expect(await hear(other)).toBe("new operating mode");
    expect(raised).not.toHaveBeenCalled();
  });

  it("keeps an alert that is open when the machine is switched off, and clears it only when it runs well", async () => {
    const { hear, raised, steps } = await openPipeline();
    expect(await hear(2, 2, 2)).toBe("warning");
    expect(raised).toHaveBeenCalledOnce();
    expect(await hear(...Array<number>(20).fill(off))).toBe("warning");
    expect(steps).toEqual([]);
    await hear(...Array<number>(12).fill(0.2));
    expect(steps).toEqual(["returned"]);
  });

  it("waits as many windows as the model asks for", async () => {
    const { hear, raised } = await openPipeline(5);
    await hear(2, 2, 2, 2);
    expect(raised).not.toHaveBeenCalled();
    await hear(2);
    expect(raised).toHaveBeenCalledOnce();
  });
});
