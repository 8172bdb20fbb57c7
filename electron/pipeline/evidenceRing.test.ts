import { describe, expect, it } from "vitest";
import type { SampleBlock } from "../domain/sampleBlock.ts";
import { EvidenceRing } from "./evidenceRing.ts";

const sampleRate = 100;
/** Every sample says its own position, so that a wrong one shows. */
function block(start: number, length: number, lostBefore = 0): SampleBlock {
  return {
    deviceId: "rig",
    sequence: 0,
    time: 5000 + start * 10,
    sampleRate,
    channels: [
      Float32Array.from({ length }, (_, n) => start + n),
      Float32Array.from({ length }, (_, n) => -(start + n)),
    ],
    lostBefore,
  };
}
function ringOf(channels: number): EvidenceRing {
  const ring = new EvidenceRing(sampleRate, 2);
  ring.keep(Array.from({ length: channels }, (_, channel) => channel));
  return ring;
}
const at = (position: number) => 5000 + position * 10;

describe("the ring of raw samples", () => {
  it("gives back the stretch between two moments, sample for sample", () => {
    const ring = ringOf(2);
    for (let start = 0; start < 90; start += 30) ring.push(block(start, 30));
    const stretch = ring.read(1, at(25), at(65));
    expect(stretch).toMatchObject({ from: at(25), sampleRate, lostSamples: 0 });
    expect([...(stretch?.samples ?? [])]).toEqual(Array.from({ length: 40 }, (_, n) => -(25 + n)));
  });

  it("forgets the oldest, in blocks of any length", () => {
    const ring = ringOf(2);
    let start = 0;
    for (const length of [37, 101, 64, 450, 13]) {
      ring.push(block(start, length));
      start += length;
    }
    const stretch = ring.read(0, at(0), at(start));
    expect(stretch?.from).toBe(at(start - 200));
    expect([...(stretch?.samples ?? [])]).toEqual(Array.from({ length: 200 }, (_, n) => start - 200 + n));
  });

  it("keeps lost samples as zeros and counts those inside the stretch", () => {
    const ring = ringOf(2);
    ring.push(block(0, 50));
    ring.push(block(70, 30, 20));
    const stretch = ring.read(0, at(45), at(75));
    expect(stretch?.lostSamples).toBe(20);
    expect([...(stretch?.samples ?? [])]).toEqual([45, 46, 47, 48, 49, ...Array(20).fill(0), 70, 71, 72, 73, 74]);
    expect(ring.read(0, at(75), at(90))?.lostSamples).toBe(0);
  });

  it("starts anew after a gap longer than itself", () => {
    const ring = ringOf(2);
    ring.push(block(0, 50));
    ring.push(block(100_050, 50, 100_000));
    expect(ring.read(0, at(0), at(50))).toBeUndefined();
    expect(ring.read(0, at(0), at(200_000))).toMatchObject({ from: at(100_050), lostSamples: 0 });
  });

  it("has nothing of a time it does not hold, nor of a channel it does not know", () => {
    const ring = ringOf(1);
    expect(ring.read(0, at(0), at(10))).toBeUndefined();
    ring.push(block(0, 50));
    expect(ring.read(0, at(60), at(90))).toBeUndefined();
    expect(ring.read(1, at(0), at(10))).toBeUndefined();
  });

  it("writes zeros for lost samples over its end, and over nothing else", () => {
    const ring = ringOf(1);
    ring.push(block(0, 190));
    ring.push(block(215, 5, 25));
    const stretch = ring.read(0, at(20), at(220));
    expect([...(stretch?.samples ?? [])]).toEqual([
      ...Array.from({ length: 170 }, (_, n) => 20 + n),
      ...Array(25).fill(0),
      ...[215, 216, 217, 218, 219],
    ]);
  });

  it("keeps a channel from when somebody needs it, and none that nobody needs", () => {
    const ring = ringOf(1);
    ring.push(block(0, 50));
    ring.keep([0, 1]);
    ring.push(block(50, 50));
    expect(ring.read(1, at(0), at(100))).toMatchObject({ from: at(50) });
    expect([...(ring.read(1, at(0), at(100))?.samples ?? [])]).toEqual(Array.from({ length: 50 }, (_, n) => -(50 + n)));
    expect(ring.read(0, at(0), at(100))?.samples).toHaveLength(100);
    ring.keep([1]);
    expect(ring.read(0, at(0), at(100))).toBeUndefined();
  });

  it("hands its samples over by position, each once, and says what was lost on the way", () => {
    const ring = ringOf(2);
    let start = 0;
    let reader = 0;
    let lost = 0;
    const got: number[] = [];
    for (const [length, lostBefore] of [
      [37, 0],
      [150, 13],
      [20, 0],
      [90, 500],
      [199, 0],
      [60, 1],
    ] as const) {
      start += lostBefore;
      ring.push(block(start, length, lostBefore));
      start += length;
      expect(ring.end).toBe(start);
      for (let piece = ring.take(1, reader, 64); piece; piece = ring.take(1, reader, 64)) {
        lost += piece.at - reader + piece.gaps.reduce((sum, gap) => sum + gap.to - gap.from, 0);
        expect(ring.timeOf(piece.at)).toBe(at(piece.at));
        got.push(...[...piece.samples].filter((sample) => sample !== 0 || piece.at === 0));
        reader = piece.at + piece.samples.length;
      }
    }
    expect(lost).toBe(514);
    expect(reader).toBe(start);
    const positions = got.map((sample) => Math.abs(sample));
    const range = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);
    expect(positions).toEqual([...range(0, 37), ...range(50, 220), ...range(720, 1009), ...range(1010, 1070)]);
  });

  it("tells a reader that is too slow by the position it can go on from", () => {
    const ring = ringOf(1);
    for (let start = 0; start < 400; start += 50) ring.push(block(start, 50));
    expect(ring.take(0, 10, 5)).toMatchObject({ at: 200, gaps: [] });
    expect([...(ring.take(0, 10, 5)?.samples ?? [])]).toEqual([200, 201, 202, 203, 204]);
    expect(ring.take(0, 400, 5)).toBeUndefined();
    expect(ring.take(1, 0, 5)).toBeUndefined();
  });

  it.each([3, 1.5, 0.4])("keeps what there is room for when it remembers for %d seconds instead", (seconds) => {
    const ring = ringOf(2);
    for (let start = 0; start < 330; start += 30) ring.push(block(start, 30));
    ring.resize(seconds);
    const held = Math.min(200, seconds * 100);
    const range = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => -(from + n));
    expect([...(ring.take(1, 0, 1000)?.samples ?? [])]).toEqual(range(330 - held, 330));
    ring.push(block(340, 30, 10));
    const piece = ring.take(1, 330, 1000)!;
    expect(piece.gaps).toEqual(piece.at <= 330 ? [{ from: 330, to: 340 }] : []);
    expect([...piece.samples].slice(-30)).toEqual(range(340, 370));
    for (let start = 370; start < 970; start += 30) ring.push(block(start, 30));
    expect([...(ring.take(1, 0, 1000)?.samples ?? [])]).toEqual(range(970 - seconds * 100, 970));
  });
});
