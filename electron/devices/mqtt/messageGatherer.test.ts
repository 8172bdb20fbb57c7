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
