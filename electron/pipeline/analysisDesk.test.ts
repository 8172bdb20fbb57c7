import { afterEach, describe, expect, it, vi } from "vitest";
import type { Point } from "../domain/plant.ts";
import type { SampleBlock } from "../domain/sampleBlock.ts";
import { AnalysisDesk } from "./analysisDesk.ts";
import type { AnalysisReport } from "./analysisMessages.ts";

const sampleRate = 1000;
const block = (sequence: number, length = 100, lostBefore = 0): SampleBlock => ({
  deviceId: "rig",
  sequence,
  time: sequence * 100,
  sampleRate,
  channels: [Float32Array.from({ length }, (_, n) => Math.sin(n + sequence * length))],
  lostBefore,
});
const point: Point = {
  id: "p",
  componentId: "c",
  name: "Point",
  quantity: "acceleration",
  unit: "g",
  sensitivity: 1,
  mounting: "screw",
  direction: "radial",
  deviceId: "rig",
  channel: 0,
  sampleRate,
};

/** A worker that remembers blocks until it is told to finish them, and dies when it is told to. */
const lazyWorker = new URL(
  `data:text/javascript,${encodeURIComponent(`
  import { parentPort } from "node:worker_threads";
  const held = [];
  parentPort.on("message", (message) => {
    if (message.type === "block") held.push(message.part);
    if (message.type === "model") process.exit(7);
    if (message.type === "watch") for (const part of held.splice(0)) {
      const live = { type: "live", picture: { pointId: "lost " + part.lostBefore } };
      parentPort.postMessage([live, { type: "finished", deviceId: part.deviceId }]);
    }
  });
`)}`,
);

/** A worker takes its time to start while the machine is busy with other tests. */
const soon = (check: () => void) => vi.waitFor(check, { timeout: 15_000 });

const open: AnalysisDesk[] = [];
afterEach(async () => {
  for (const desk of open.splice(0)) await desk[Symbol.asyncDispose]();
});
function openDesk(worker?: URL) {
  const received: AnalysisReport[] = [];
  const workerLost = vi.fn();
  const desk = new AnalysisDesk({
    receive: (message) => received.push(message),
    workerLost,
    workers: 1,
    ...(worker && { worker }),
  });
  open.push(desk);
  desk.setPoints([point], new Set());
  return { desk, received, workerLost, account: () => desk.account("rig") };
}

describe("the account of samples", () => {
  it("balances when all is analysed", async () => {
    const { desk, received, account } = openDesk();
    for (let sequence = 0; sequence < 20; sequence++) expect(desk.offer(block(sequence))).toBe(true);
    await soon(() => expect(account().analysed).toBe(2000));
    expect(account()).toMatchObject({ received: 2000, waiting: 0, lostInQueue: 0, lostInDevice: 0 });
    const windows = received.filter((message) => message.type === "window");
    expect(windows.map(({ window }) => window.time)).toEqual([0, 1000]);
  });

  it("drops and counts what a full queue cannot take, and never makes capture wait", async () => {
    const { desk, received, account } = openDesk(lazyWorker);
    const taken = Array.from({ length: 30 }, (_, sequence) => desk.offer(block(sequence)));
    // Two seconds may wait: twenty blocks of 100 ms.
    expect(taken.filter(Boolean)).toHaveLength(20);
    expect(account()).toMatchObject({ received: 3000, waiting: 2000, lostInQueue: 1000, analysed: 0 });
    desk.watch("p", true);
    await soon(() => expect(account().analysed).toBe(2000));
    // The next block says how much is missing before it: the dropped blocks and what the device lost itself.
    desk.offer(block(30, 100, 50));
    desk.watch("p", true);
    await soon(() => expect(account().waiting).toBe(0));
    expect(received.at(-1)).toMatchObject({ picture: { pointId: "lost 1050" } });
    expect(account()).toMatchObject({ received: 3100, analysed: 2100, lostInQueue: 1000, lostInDevice: 50 });
  });

  it("lets a source that can wait go on when there is room", async () => {
    const { desk, account } = openDesk(lazyWorker);
    for (let sequence = 0; sequence < 20; sequence++) desk.offer(block(sequence));
    let hasRoom = false;
    const waiting = desk.roomFor(block(20), new AbortController().signal).then(() => {
      hasRoom = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(hasRoom).toBe(false);
    desk.watch("p", true);
    await waiting;
    expect(account().lostInQueue).toBe(0);
  });

  it("does not hold up a source that is to stop", async () => {
    const { desk } = openDesk(lazyWorker);
    for (let sequence = 0; sequence < 20; sequence++) desk.offer(block(sequence));
    const stop = new AbortController();
    const waiting = desk.roomFor(block(20), stop.signal);
    stop.abort();
    desk.relieve();
    await waiting;
    expect(desk.account("rig").waiting).toBe(2000);
  });

  it("replaces a worker that dies, counts what it held, and goes on", async () => {
    const { desk, workerLost, account } = openDesk(lazyWorker);
    for (let sequence = 0; sequence < 3; sequence++) desk.offer(block(sequence));
    desk.setModel("c", null);
    await soon(() => expect(workerLost).toHaveBeenCalledExactlyOnceWith(expect.any(Error), ["c"], 0));
    expect(account()).toMatchObject({ received: 300, lostInQueue: 300, waiting: 0 });
    desk.offer(block(3));
    desk.watch("p", true);
    await soon(() => expect(account().analysed).toBe(100));
  });

  it("takes over the buffers instead of copying them", () => {
    const { desk } = openDesk();
    const handed = block(0);
    desk.offer(handed);
    expect(handed.channels[0]?.buffer.detached).toBe(true);
  });

  it("counts what no point needs as done, and sends nothing of it", () => {
    const { desk } = openDesk(lazyWorker);
    const unused = Float32Array.of(1, 2, 3);
    desk.offer({ ...block(0, 3), channels: [block(0, 3).channels[0]!, unused] });
    expect(unused).toHaveLength(3);
    expect(desk.channelAccount("rig", 0)).toEqual({ received: 3, analysed: 0, lostInQueue: 0, waiting: 3 });
    expect(desk.channelAccount("rig", 1)).toEqual({ received: 3, analysed: 3, lostInQueue: 0, waiting: 0 });
    desk.offer({ ...block(0, 5), deviceId: "other" });
    expect(desk.account("other")).toMatchObject({ received: 5, analysed: 5 });
  });

  it("takes blocks that share one buffer", async () => {
    const { desk } = openDesk();
    const second = { ...point, id: "q", componentId: "d", channel: 1 };
    desk.setPoints([point, second], new Set());
    const whole = Float32Array.from({ length: 2000 }, (_, n) => Math.sin(n));
    desk.offer({ ...block(0), channels: [whole.subarray(0, 1000), whole.subarray(1000)] });
    await soon(() => expect(desk.account("rig").analysed).toBe(1000));
  });
});

/** A worker that says what it was told, and dies of a null model. */
const repeatingWorker = new URL(
  `data:text/javascript,${encodeURIComponent(`
  import { parentPort } from "node:worker_threads";
  parentPort.on("message", (message) => {
    if (message.type === "model" && message.artifact === null) process.exit(7);
    const { type, componentId, pointId, plan } = message;
    parentPort.postMessage([{ type: "live", picture: { type, componentId, pointId, points: plan?.points.map(({ id }) => id) } }]);
  });
`)}`,
);

it("tells every worker, and every successor, the plan, the models and the watched points that are its own", async () => {
  const told: object[] = [];
  const desk = new AnalysisDesk({
    receive: (report) => report.type === "live" && told.push(report.picture),
    workerLost: () => told.push({ type: "lost" }),
    workers: 2,
    worker: repeatingWorker,
  });
  open.push(desk);
  const second = { ...point, id: "q", componentId: "d", channel: 1 };
  const third = { ...point, id: "r", componentId: "e", channel: 2 };
  desk.setModel("c", Uint8Array.of(1));
  desk.setModel("d", Uint8Array.of(2));
  desk.watch("p", true);
  desk.setPoints([point], new Set());
  const first = [
    { type: "plan", points: ["p"] },
    { type: "model", componentId: "c" },
    { type: "watch", pointId: "p" },
  ];
  await soon(() => expect(told).toEqual(first));
  desk.setPoints([point, second], new Set());
  // The plan again to the one, everything to the other.
  await soon(() => expect(told).toHaveLength(6));
  const added = [
    { type: "plan", points: ["p"] },
    { type: "plan", points: ["q"] },
    { type: "model", componentId: "d" },
  ];
  expect(told.slice(3)).toEqual(expect.arrayContaining(added));
  desk.watch("r", true);
  desk.setPoints([point, second, third], new Set());
  const both = [
    { type: "plan", points: ["p", "r"] },
    { type: "watch", pointId: "r" },
    { type: "plan", points: ["q"] },
  ];
  await soon(() => expect(told).toHaveLength(9));
  expect(told.slice(6)).toEqual(expect.arrayContaining(both));
  desk.setModel("d", null);
  desk.watch("q", true);
  await soon(() => expect(told).toHaveLength(12));
  const successor = [{ type: "lost" }, { type: "plan", points: ["q"] }, { type: "watch", pointId: "q" }];
  expect(told.slice(9)).toEqual(expect.arrayContaining(successor));
});
