import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Point } from "../domain/plant.ts";
import type { SampleBlock } from "../domain/sampleBlock.ts";
import { AnalysisDesk } from "./analysisDesk.ts";

/**
 * Finishes what it holds when a point of its is watched, and says of every sample which it was: the value of a sample is its
 * position in the device's time. Dies when a model is set.
 */
const tellingWorker = new URL(
  `data:text/javascript,${encodeURIComponent(`
  import { parentPort } from "node:worker_threads";
  const held = [];
  parentPort.on("message", (message) => {
    if (message.type === "block") held.push(message.part);
    if (message.type === "model") process.exit(7);
    if (message.type === "watch") for (const part of held.splice(0)) {
      const spans = part.channels.map((channel, index) => [channel, part.samples[index][0], part.samples[index].length]);
      const live = { type: "live", picture: { deviceId: part.deviceId, lostBefore: part.lostBefore, spans } };
      parentPort.postMessage([live, { type: "finished", deviceId: part.deviceId }]);
    }
  });
`)}`,
);
const sampleRate = 1000;
const channelCount = 3;
const devices = ["left", "right"];

/** Two components on two workers; both need channel 1 of each device, nobody needs channel 2 of the right one. */
const points = [
  ["one", "left", 0],
  ["one", "left", 1],
  ["one", "right", 1],
  ["two", "left", 1],
  ["two", "left", 2],
  ["two", "right", 0],
  ["two", "right", 1],
].map(
  ([componentId, deviceId, channel]): Point => ({
    id: `${componentId} ${deviceId} ${channel}`,
    componentId: componentId as string,
    name: "Point",
    quantity: "acceleration",
    unit: "g",
    sensitivity: 1,
    mounting: "screw",
    direction: "radial",
    deviceId: deviceId as string,
    channel: channel as number,
    sampleRate,
  }),
);
const someOf = { one: "one left 0", two: "two left 1" };

interface Told {
  readonly deviceId: string;
  readonly lostBefore: number;
  readonly spans: [channel: number, from: number, length: number][];
}

/** A worker takes its time to start while the machine is busy with other tests. */
const soon = (check: () => void) => vi.waitFor(check, { timeout: 15_000 });

const open: AnalysisDesk[] = [];
afterEach(async () => {
  for (const desk of open.splice(0)) await desk[Symbol.asyncDispose]();
});
function openRig() {
  const told: Told[] = [];
  const workerLost = vi.fn();
  const desk = new AnalysisDesk({
    receive: (report) => report.type === "live" && told.push(report.picture as unknown as Told),
    workerLost,
    workers: 2,
    worker: tellingWorker,
    longestQueue: 0.5,
  });
  open.push(desk);
  desk.setPoints(points, new Set());
  const ends = new Map(devices.map((device) => [device, 0]));
  const offer = (deviceId: string, length: number, lostBefore = 0): boolean => {
    const from = ends.get(deviceId)! + lostBefore;
    ends.set(deviceId, from + length);
    const channels = Array.from({ length: channelCount }, () => Float32Array.from({ length }, (_, n) => from + n));
    return desk.offer({ deviceId, sequence: 0, time: from, sampleRate, channels, lostBefore } satisfies SampleBlock);
  };
  const finish = (component: keyof typeof someOf) => desk.watch(someOf[component], true);
  return { desk, told, workerLost, offer, finish, kill: (component: string) => desk.setModel(component, null) };
}
const accounts = (desk: AnalysisDesk) =>
  devices.flatMap((device) => [0, 1, 2].map((channel) => desk.channelAccount(device, channel)));

describe("several workers", () => {
  it("get the channels that their components need, and no others", async () => {
    const { desk, told, offer, finish } = openRig();
    for (const device of devices) offer(device, 10);
    finish("one");
    finish("two");
    await soon(() => expect(told).toHaveLength(4));
    const sent = told.map(({ deviceId, spans }) => `${deviceId} ${spans.map(([channel]) => channel)}`);
    expect(sent.toSorted()).toEqual(["left 0,1", "left 1,2", "right 0,1", "right 1"]);
    await soon(() => expect(accounts(desk).every(({ waiting }) => waiting === 0)).toBe(true));
    expect(accounts(desk).every(({ analysed }) => analysed === 10)).toBe(true);
  });

  it("do without each other: a full queue at one costs the other nothing", async () => {
    const { desk, told, offer, finish } = openRig();
    for (let block = 0; block < 8; block++) {
      const taken = offer("left", 100);
      expect(taken).toBe(block < 5);
      finish("two");
      await soon(() => expect(told).toHaveLength(block + 1));
      await soon(() => expect(desk.channelAccount("left", 2).waiting).toBe(0));
    }
    expect(desk.channelAccount("left", 2)).toEqual({ received: 800, analysed: 800, lostInQueue: 0, waiting: 0 });
    expect(desk.channelAccount("left", 0)).toEqual({ received: 800, analysed: 0, lostInQueue: 300, waiting: 500 });
    // What both need is analysed only when both have.
    expect(desk.channelAccount("left", 1)).toEqual({ received: 800, analysed: 0, lostInQueue: 300, waiting: 500 });
    expect(told.every(({ lostBefore }) => lostBefore === 0)).toBe(true);
    finish("one");
    await soon(() => expect(told).toHaveLength(13));
    offer("left", 100);
    finish("one");
    await soon(() => expect(told.at(-1)).toMatchObject({ lostBefore: 300 }));
  });

  it("die alone: the neighbour keeps its queue, and misses nothing afterwards", async () => {
    const { desk, told, workerLost, offer, finish, kill } = openRig();
    offer("left", 100);
    offer("left", 100);
    kill("one");
    await soon(() => expect(workerLost).toHaveBeenCalledExactlyOnceWith(expect.any(Error), ["one"], 0));
    expect(desk.channelAccount("left", 0)).toMatchObject({ received: 200, lostInQueue: 200, waiting: 0 });
    expect(desk.channelAccount("left", 2)).toMatchObject({ received: 200, lostInQueue: 0, waiting: 200 });
    offer("left", 100);
    finish("two");
    await soon(() => expect(desk.channelAccount("left", 2).analysed).toBe(300));
    expect(told.map(({ lostBefore }) => lostBefore)).toEqual([0, 0, 0]);
    finish("one");
    // The successor is told what is missing before its first block.
    await soon(() =>
      expect(told.at(-1)).toMatchObject({
        lostBefore: 200,
        spans: [
          [0, 200, 100],
          [1, 200, 100],
        ],
      }),
    );
  });

  it("that die again and again are left alone for a while, and everybody else goes on", async () => {
    const { desk, workerLost, offer, finish, kill } = openRig();
    for (const [death, wait] of [0, 0, 1000].entries()) {
      kill("one");
      await soon(() => expect(workerLost).toHaveBeenCalledTimes(death + 1));
      expect(workerLost).toHaveBeenLastCalledWith(expect.any(Error), ["one"], wait);
    }
    expect(offer("left", 100)).toBe(false);
    expect(desk.channelAccount("left", 0)).toMatchObject({ received: 100, lostInQueue: 100, waiting: 0 });
    finish("two");
    await soon(() => expect(desk.channelAccount("left", 2).analysed).toBe(100));
    // A source that can wait, waits for the successor.
    const block = { deviceId: "left", sequence: 0, time: 0, sampleRate, channels: [Float32Array.of(1)], lostBefore: 0 };
    const before = performance.now();
    await desk.roomFor(block, new AbortController().signal);
    expect(performance.now() - before).toBeGreaterThan(500);
    expect(offer("left", 100)).toBe(true);
  });

  it("leave no sample unaccounted for, whoever dies and whatever is full", async () => {
    const component = fc.constantFrom("one" as const, "two" as const);
    const action = fc.oneof(
      {
        weight: 8,
        arbitrary: fc.tuple(
          fc.constant("offer" as const),
          fc.constantFrom(...devices),
          fc.integer({ min: 1, max: 300 }),
          fc.constantFrom(0, 0, 0, 17),
        ),
      },
      { weight: 3, arbitrary: fc.tuple(fc.constant("finish" as const), component) },
      { weight: 1, arbitrary: fc.tuple(fc.constant("kill" as const), component) },
      { weight: 2, arbitrary: fc.tuple(fc.constant("breathe" as const)) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 20, maxLength: 60 }), async (actions) => {
        const { desk, told, offer, finish, kill } = openRig();
        const received = new Map(devices.map((device) => [device, 0]));
        const balance = () => {
          for (const device of devices) {
            for (const channel of [0, 1, 2]) {
              const { received: heard, analysed, lostInQueue, waiting } = desk.channelAccount(device, channel);
              expect(heard).toBe(received.get(device));
              expect(analysed + lostInQueue + waiting).toBe(heard);
              expect(Math.min(analysed, lostInQueue, waiting)).toBeGreaterThanOrEqual(0);
            }
            const whole = desk.account(device);
            expect(whole.analysed + whole.lostInQueue + whole.waiting).toBe(whole.received);
          }
        };
        for (const [kind, ...rest] of actions) {
          if (kind === "offer") {
            const [device, length, lost] = rest as [string, number, number];
            offer(device, length, lost);
            received.set(device, received.get(device)! + length);
          } else if (kind === "finish") finish(rest[0] as "one" | "two");
          else if (kind === "kill") kill(rest[0] as string);
          else await new Promise((resolve) => setTimeout(resolve, 20));
          balance();
        }
        await soon(() => {
          finish("one");
          finish("two");
          expect(accounts(desk).every(({ waiting }) => waiting === 0)).toBe(true);
        });
        balance();
        // The workers' own word: what a channel with one reader has analysed is what that reader said it had.
        for (const [device, channel] of [
          ["left", 0],
          ["left", 2],
          ["right", 0],
        ] as const) {
          const spans = told.filter(({ deviceId }) => deviceId === device).flatMap((each) => each.spans);
          const mine = spans.filter(([of]) => of === channel);
          expect(desk.channelAccount(device, channel).analysed).toBe(
            mine.reduce((sum, [, , length]) => sum + length, 0),
          );
        }
        await desk[Symbol.asyncDispose]();
      }),
      { numRuns: 12 },
    );
  });
});
