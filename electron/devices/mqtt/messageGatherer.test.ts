import { describe, expect, it } from "vitest";
import { blockLength, type SampleBlock } from "../../domain/sampleBlock.ts";
import { type Gathered, MessageGatherer } from "./messageGatherer.ts";
import { SequenceWatch } from "./sequenceWatch.ts";

const message = (length: number, sequence?: number, from = 0) => ({
  channels: [Float32Array.from({ length }, (_, n) => from + n)],
  names: ["x"],
  sequence,
});
const gatherer = (more: { sampleRate?: number; pauses?: boolean } = {}) =>
  new MessageGatherer({ channelCount: 1, sampleRate: 1000, pauses: false, ...more });
const told = (blocks: Gathered[] | string) =>
  typeof blocks === "string"
    ? blocks
    : blocks.map((each) => [each.time, blockLength(each as SampleBlock), each.lostBefore]);

it("gathers single samples to a tenth of a second; the first was taken when it came", () => {
  const small = gatherer({ sampleRate: 100 });
  const blocks: Gathered[] = [];
  for (let i = 0; i < 20; i++) blocks.push(...(small.add(message(1, undefined, i), 10_000 + 10 * i) as Gathered[]));
  expect(blocks.map(({ channels }) => [...channels[0]!])).toEqual([
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [10, 11, 12, 13, 14, 15, 16, 17, 18, 19],
  ]);
  expect(blocks[0]!.time).toBe(9990);
  expect(blocks[1]!.time).toBeCloseTo(10_090, 6);
});

it("cuts a long message; its last sample was taken when it came", () => {
  expect(told(gatherer().add(message(600), 10_000))).toEqual([
    [9400, 250, 0],
    [9650, 250, 0],
    [9900, 100, 0],
  ]);
});

it("counts messages that are missing by their sequence number as lost samples", () => {
  const source = gatherer();
  source.add(message(200, 7), 10_000);
  expect(told(source.add(message(200, 8), 10_200))).toEqual([[10_000, 200, 0]]);
  expect(told(source.add(message(200, 11), 10_800))).toEqual([[10_600, 200, 400]]);
  expect(source.add(message(200, 11), 10_900)).toBe("it came before, by its sequence number");
  expect(told(source.add(message(200, 0), 11_000))).toEqual([[10_800, 200, 0]]);
  expect(source.restarts).toBe(1);
});

describe("with the sender's time", () => {
  it("knows a pause at once, and refuses what is older", () => {
    const source = gatherer();
    expect(told(source.add(message(200), 10_000, 9000))).toEqual([[9000, 200, 0]]);
    // Jitter is no pause.
    expect(told(source.add(message(200), 10_300, 9230))).toEqual([[9200, 200, 0]]);
    const [block] = source.add(message(200), 15_000, 14_000) as Gathered[];
    expect(block!.time).toBeCloseTo(14_000, -2);
    expect(Math.abs(block!.lostBefore - 4600)).toBeLessThan(15);
    expect(source.add(message(200), 15_100, 14_000 - 5000)).toBe("it is older than the one before it");
  });

  it("does not believe a clock that was never set", () => {
    const first = gatherer().add(message(200), 1_800_000_000_000, 5000);
    expect(first).toMatch(/^its time is -\d+ minutes away from its arrival; set the sender's clock/);
  });
});

describe("messages that were thrown away before they came here are lost once", () => {
  it.each<[string, { numbers: boolean; times: boolean }]>([
    ["by their count alone", { numbers: false, times: false }],
    ["by their numbers", { numbers: true, times: false }],
    ["by their times", { numbers: false, times: true }],
    ["by both", { numbers: true, times: true }],
  ])("%s", (_, { numbers, times }) => {
    const source = gatherer();
    const send = (n: number) => {
      const arrival = 10_000 + 100 * n;
      return source.add(
        message(100, numbers ? n : undefined),
        arrival,
        times ? arrival - 100 : undefined,
      ) as Gathered[];
    };
    for (let n = 0; n < 5; n++) send(n);
    source.drop(500);
    expect(told(send(10))).toEqual([[expect.closeTo(10_900, 6), 100, 500]]);
    // Some were thrown away here, and others before.
    if (!numbers && !times) return;
    source.drop(500);
    expect(told(send(21))).toEqual([[expect.closeTo(12_000, 6), 100, 1000]]);
  });

  it("in their place: what came before them stays before them", () => {
    const source = gatherer();
    expect(source.add(message(50), 10_000)).toEqual([]);
    source.drop(300);
    expect(told(source.add(message(100), 10_400))).toEqual([
      [9950, 50, 0],
      [10_300, 100, 300],
    ]);
  });
});

describe("of a sender that is faster than set up", () => {
  /** @returns when it was told, and how far ahead the last block was */
  const run = (factor: number, options: { times?: boolean; heldUp?: number; length?: number }) => {
    const { times = false, heldUp = 0, length = 100 } = options;
    const source = gatherer();
    for (let n = 0; ; n++) {
      const taken = (n + 1) * (length / factor);
      const arrival = 10_000 + Math.max(taken, heldUp);
      const blocks = source.add(message(length), arrival, times ? 10_000 + taken - length / factor : undefined);
      if (typeof blocks === "string") expect.fail(blocks);
      const end = blocks.at(-1)!.time;
      if (source.tooFast !== undefined) return { after: arrival - 10_000, rate: source.tooFast, ahead: end - arrival };
      if (arrival > 60_000) return { ahead: end - arrival };
    }
  };

  it.each([1.3, 2, 10])("it is told within 20 s (%d times)", (factor) => {
    for (const times of [false, true]) {
      const told = run(factor, { times });
      expect(told.rate).toBeCloseTo(1000 * factor, -2);
      expect(told.after).toBeLessThan(20_000);
    }
  });

  it("a little faster is followed", () => {
    const { rate, ahead } = run(1.05, {});
    expect(rate).toBeUndefined();
    expect(ahead).toBeLessThan(1000);
  });

  it("what was held up on its way at the beginning is not too fast", () => {
    expect(run(1, { heldUp: 12_000 }).rate).toBeUndefined();
    expect(run(1, { heldUp: 5000, length: 1000 }).rate).toBeUndefined();
  });
});

it("of a sender in bursts, takes what comes late for a pause", () => {
  const burst = gatherer({ pauses: true });
  burst.add(message(1000), 10_000);
  const blocks = burst.add(message(1000), 70_000) as Gathered[];
  expect(blocks[0]!.time).toBeCloseTo(69_000, -2);
  expect(Math.abs(blocks[0]!.lostBefore - 59_000)).toBeLessThan(100);
  expect(blocks.map((each) => blockLength(each as SampleBlock))).toEqual([250, 250, 250, 250]);
  expect(blocks.slice(1).map(({ lostBefore }) => lostBefore)).toEqual([0, 0, 0]);
});

it("refuses another number of channels", () => {
  const source = new MessageGatherer({ channelCount: 2, sampleRate: 1000, pauses: false });
  expect(source.add(message(1), 0)).toBe("it holds 1 channels, but 2 are set up");
});

it.each<[string, number[], string[]]>([
  ["in order", [5, 6, 7], ["next 0", "next 0", "next 0"]],
  ["with holes", [5, 8, 9], ["next 0", "next 2", "next 0"]],
  ["twice and late", [5, 6, 6, 5, 7], ["next 0", "next 0", "repeated", "repeated", "next 0"]],
  ["over the end of a byte", [254, 255, 0, 3], ["next 0", "next 0", "next 0", "next 2"]],
  ["over the end of two bytes", [65_530, 2], ["next 0", "next 7"]],
  ["begun anew", [3, 4, 0, 1], ["next 0", "next 0", "restarted", "next 0"]],
  ["begun anew late", [500, 1, 2], ["next 0", "restarted", "next 0"]],
])("sequence numbers %s", (_, numbers, expected) => {
  const watch = new SequenceWatch();
  const steps = numbers.map((number) => watch.step(number));
  expect(steps.map((step) => (step.kind === "next" ? `next ${step.missing}` : step.kind))).toEqual(expected);
});
