import { afterEach, describe, expect, it, vi } from "vitest";
import type { Driver } from "../../electron/devices/driver.ts";
import { Fault } from "../../electron/domain/fault.ts";
import type { Plant } from "../../electron/domain/plant.ts";
import type { SampleBlock } from "../../electron/domain/sampleBlock.ts";
import type { WindowResult } from "../../electron/pipeline/analysisMessages.ts";
import { Pipeline } from "../../electron/pipeline/pipeline.ts";
import type { PipelineSinks } from "../../electron/pipeline/sinks.ts";
import { seededNoise } from "../makers/seededNoise.ts";

/** The real analysis, but a sample of this value ends the worker, as a defect in compiled code would. */
const deadly = 12_345;
const mortalWorker = new URL(
  `data:text/javascript,${encodeURIComponent(`
  import { parentPort } from "node:worker_threads";
  parentPort.on("message", (message) => {
    if (message.type === "block" && message.part.samples.some((samples) => samples.includes(${deadly}))) process.exit(9);
  });
  await import(${JSON.stringify(new URL("../../electron/pipeline/analysisWorker.ts", import.meta.url).href)});
`)}`,
);

interface Rig {
  readonly id: string;
  readonly sampleRate: number;
}

/** A plant with one device, one component and one point for each of the rigs. */
function plantOf(rigs: readonly Rig[]): Plant {
  return {
    site: { id: "site", name: "Works" },
    machines: [{ id: "m", siteId: "site", name: "Line", kind: "other", place: 0 }],
    components: rigs.map(({ id }, place) => ({
      id: `bearing ${id}`,
      machineId: "m",
      name: `Bearing ${id}`,
      kind: "bearing",
      place,
      outOfService: false,
    })),
    points: rigs.map(({ id, sampleRate }) => ({
      id: `point ${id}`,
      componentId: `bearing ${id}`,
      name: "radial",
      quantity: "acceleration",
      unit: "g",
      sensitivity: 1,
      mounting: "screw",
      direction: "radial",
      deviceId: id,
      channel: 0,
      sampleRate,
    })),
    devices: rigs.map(({ id, sampleRate }) => ({
      id,
      driver: "fed",
      address: id,
      name: id,
      sampleRate,
      channelCount: 1,
      settings: {},
    })),
  };
}

/** A live source that says what it is fed with. */
class FedDriver implements Driver {
  readonly kind = "fed";
  readonly #feeds = new Map<string, (block: SampleBlock) => void>();
  readonly #ends = new Map<string, number>();

  isLive(): boolean {
    return true;
  }

  feed(rig: Rig, samples: Float32Array<ArrayBuffer>): void {
    const from = this.#ends.get(rig.id) ?? 0;
    this.#ends.set(rig.id, from + samples.length);
    const time = (from / rig.sampleRate) * 1000;
    const block = {
      deviceId: rig.id,
      sequence: 0,
      time,
      sampleRate: rig.sampleRate,
      channels: [samples],
      lostBefore: 0,
    };
    this.#feeds.get(rig.id)!(block);
  }

  async *capture({ id }: { id: string }, stop: AbortSignal): AsyncGenerator<SampleBlock, void, undefined> {
    const queue: SampleBlock[] = [];
    let wake = () => {};
    this.#feeds.set(id, (block) => {
      queue.push(block);
      wake();
    });
    stop.addEventListener("abort", () => wake());
    while (!stop.aborted) {
      const block = queue.shift();
      if (block !== undefined) yield block;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  }

  async find() {
    return [];
  }

  async describe(): Promise<never> {
    throw new Fault("DEVICE_MISSING", "Nothing to describe.");
  }

  async doctor() {
    return { driver: this.kind, ready: true, finding: "" };
  }
}

/** A worker takes its time to start while the machine is busy with other tests. */
const soon = (check: () => void) => vi.waitFor(check, { timeout: 15_000 });

const open: Pipeline[] = [];
afterEach(async () => {
  for (const pipeline of open.splice(0)) await pipeline[Symbol.asyncDispose]();
});

async function listenTo(rigs: readonly Rig[], workers: number, worker = mortalWorker) {
  const driver = new FedDriver();
  const troubles: Fault[] = [];
  const nothing = () => {};
  const sinks: PipelineSinks = {
    score: nothing,
    window: nothing,
    gap: nothing,
    channelTrouble: nothing,
    clock: nothing,
    alertRaised: nothing,
    alertChanged: nothing,
    recording: () => "",
    evidence: nothing,
    trouble: (thrown) => troubles.push(thrown as Fault),
    modelRefused: nothing,
  };
  const pipeline = new Pipeline({
    driverOf: () => driver,
    sinks,
    now: Date.now,
    learning: () => undefined,
    changed: nothing,
    workers,
    worker,
  });
  open.push(pipeline);
  const windows: WindowResult[] = [];
  pipeline.onWindow((window) => windows.push(window));
  await pipeline.setPlant(plantOf(rigs));
  const noise = seededNoise(5);
  return {
    pipeline,
    troubles,
    windowsOf: (rig: Rig) => windows.filter(({ componentId }) => componentId === `bearing ${rig.id}`),
    /** A quarter of a second of noise, with or without the sample that kills. */
    async feed(rig: Rig, kills = false) {
      const samples = Float32Array.from({ length: rig.sampleRate / 4 }, noise);
      if (kills) samples[samples.length >> 1] = deadly;
      const before = pipeline.deviceStatus(rig.id)!.received;
      const { length } = samples;
      driver.feed(rig, samples);
      await soon(() => expect(pipeline.deviceStatus(rig.id)!.received).toBe(before + length));
    },
    settled: (rig: Rig) =>
      soon(() => {
        const { received, analysed, lostInQueue } = pipeline.deviceStatus(rig.id)!;
        expect(analysed + lostInQueue).toBe(received);
      }),
  };
}

const [left, right] = [
  { id: "left", sampleRate: 4000 },
  { id: "right", sampleRate: 4000 },
] as const;

describe("an analysis worker that dies", () => {
  it("takes no sample and no half-filled window of its neighbours with it, and its own component is heard again", async () => {
    const { pipeline, troubles, windowsOf, feed, settled } = await listenTo([left, right], 2);
    for (let quarter = 0; quarter < 20; quarter++) {
      await feed(left, quarter === 9);
      await feed(right);
      await settled(left);
    }
    await settled(right);
    expect(pipeline.deviceStatus("right")).toMatchObject({ received: 20_000, analysed: 20_000, lostInQueue: 0 });
    // The first window begins with the first sample, the others at the moment of the second given to this component.
    const times = windowsOf(right).map(({ time }) => time);
    expect(times[0]).toBe(0);
    for (let n = 2; n < times.length; n++) expect(times[n]! - times[n - 1]!).toBeCloseTo(1000, 6);
    expect(times.at(-1)).toBeGreaterThanOrEqual(3000);
    const { received, analysed, lostInQueue } = pipeline.deviceStatus("left")!;
    expect({ received, sum: analysed + lostInQueue }).toEqual({ received: 20_000, sum: 20_000 });
    expect(lostInQueue).toBeGreaterThanOrEqual(1000);
    expect(lostInQueue).toBeLessThan(4000);
    // Nothing bridges the gap: a window before it, and one that begins with the successor's first block.
    const after = windowsOf(left).filter(({ time }) => time >= 2500);
    expect(after.length).toBeGreaterThanOrEqual(1);
    expect(windowsOf(left).every(({ time }) => time + 1000 <= 2250 || time >= 2500)).toBe(true);
    expect(troubles).toEqual([]);
  });

  it("again and again is a state with a name and a remedy, not a spin", async () => {
    const { pipeline, troubles, windowsOf, feed, settled } = await listenTo([left, right], 2);
    const began = performance.now();
    for (let quarter = 0; quarter < 16; quarter++) {
      await feed(left, true);
      await feed(right);
      await settled(right);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await settled(left);
    expect(troubles.length).toBeGreaterThanOrEqual(1);
    // Told whenever it is left alone for a while: 1 s, 2 s, 4 s …
    const seconds = (performance.now() - began) / 1000;
    expect(troubles.length).toBeLessThanOrEqual(1 + Math.log2(1 + seconds));
    expect(troubles[0]).toMatchObject({ code: "WORKER_LOST", message: expect.stringMatching(/Bearing left.*sensor/) });
    expect(pipeline.deviceStatus("left")).toMatchObject({ received: 16_000, analysed: 0, lostInQueue: 16_000 });
    expect(pipeline.deviceStatus("right")).toMatchObject({ received: 16_000, analysed: 16_000, lostInQueue: 0 });
    expect(windowsOf(right).length).toBeGreaterThanOrEqual(4);
  });

  it("before it ever ran leaves the station standing", async () => {
    const missing = new URL("file:///nowhere/analysisWorker.ts");
    const { pipeline, troubles, feed } = await listenTo([left], 1, missing);
    await soon(() => expect(troubles[0]).toMatchObject({ code: "WORKER_LOST" }));
    await feed(left);
    expect(pipeline.deviceStatus("left")).toMatchObject({ received: 1000, lostInQueue: 1000 });
  });
});

describe("a plant of many rates", () => {
  const rates: readonly Rig[] = [100, 1600, 25_600, 44_100, 51_200].map((sampleRate) => ({
    id: `${sampleRate}`,
    sampleRate,
  }));

  it("is heard at each of them; a rate that cannot be served is told, and stops nobody else", async () => {
    const { pipeline, troubles, windowsOf, feed, settled } = await listenTo(rates, 2);
    for (let quarter = 0; quarter < 9; quarter++) for (const rig of rates) await feed(rig);
    for (const rig of rates) await settled(rig);
    for (const rig of rates) {
      const status = pipeline.deviceStatus(rig.id)!;
      expect(status).toMatchObject({ received: (9 * rig.sampleRate) / 4, lostInQueue: 0 });
      expect(status.analysed).toBe(status.received);
      const heard = windowsOf(rig);
      expect(heard.length).toBeGreaterThanOrEqual(rig.sampleRate === 100 ? 0 : 2);
      expect(heard.every(({ values }) => values?.every(Number.isFinite))).toBe(true);
    }
    expect(troubles).toHaveLength(1);
    expect(troubles[0]?.message).toMatch(/Bearing 100, radial cannot be analysed: .*100/);
  });
});
