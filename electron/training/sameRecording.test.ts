import { describe, expect, it } from "vitest";
import { seededNoise } from "../../test/makers/seededNoise.ts";
import { findable, isSameRecording } from "./sameRecording.ts";

/** Windows of a steady machine: close to each other, never the same. */
function session(seed: number, count: number, features = 57): Float32Array[] {
  const noise = seededNoise(seed);
  return Array.from({ length: count }, () => Float32Array.from({ length: features }, (_, j) => -j / 9 + 0.2 * noise()));
}

const same = (one: readonly Float32Array[], other: readonly Float32Array[]) =>
  isSameRecording(findable(one), findable(other));

describe("isSameRecording", () => {
  const one = session(1, 60);
  const two = session(2, 60);

  it("finds a piece of three windows wherever it lies in either, and none of two", () => {
    for (const [at, start] of [
      [0, 57],
      [57, 0],
      [20, 31],
    ] as const) {
      const mixed = (length: number) => two.toSpliced(start, length, ...one.slice(at, at + length));
      expect(same(one, mixed(3))).toBe(true);
      expect(same(mixed(3), one)).toBe(true);
      expect(same(one, mixed(2))).toBe(false);
    }
  });

  it("allows rounding at every feature, and no more", () => {
    const moved = (by: number) => one.map((window) => window.map((value) => value + by * (1 + Math.abs(value))));
    expect(same(one, moved(8e-7))).toBe(true);
    expect(same(moved(-8e-7), one)).toBe(true);
    expect(same(one, moved(3e-6))).toBe(false);
    // the sum of two features stays; they do not
    const swapped = one.map((window) => window.with(3, window[4]!).with(4, window[3]!));
    expect(same(one, swapped)).toBe(false);
  });

  it("takes windows with broken values, or of other sensors, for what they are: like none", () => {
    const broken = one.map((window, index) => (index % 3 === 0 ? window.with(5, Number.NaN) : window));
    expect(same(broken, broken)).toBe(false);
    expect(same(broken.with(0, one[0]!), one.slice(0, 3))).toBe(true);
    expect(same(one, session(1, 60, 30))).toBe(false);
    expect(same([], one)).toBe(false);
  });

  it("takes about twice as long for twice as much, however much that is", () => {
    const seconds = (count: number) => {
      const [left, right] = [session(3, count), session(4, count)];
      const rounds = Array.from({ length: 5 }, () => {
        const begun = process.cpuUsage();
        expect(same(left, right)).toBe(false);
        const { user } = process.cpuUsage(begun);
        return user;
      });
      return rounds.sort((a, b) => a - b)[0]!;
    };
    // comparing every window with every other would take 64 times as long
    expect(seconds(8000) / Math.max(1000, seconds(1000))).toBeLessThan(30);
  });
});
