import { describe, expect, it } from "vitest";
import type { WindowResult } from "../../pipeline/analysisMessages.ts";
import { Collection } from "./collection.ts";

const start = Date.UTC(2026, 0, 1);
const points = "de@8000";

/** The n-th second of a machine; its features say which one it is. */
function second(n: number, change: Partial<WindowResult> = {}): WindowResult {
  return {
    componentId: "c",
    recipe: "general/1",
    time: start + n * 1000,
    duration: 1,
    values: Float32Array.of(n, -n),
    spectra: [{ pointId: "de", spectrum: { top: 4000, levels: [-60 + (n % 2), -50] } }],
    ...change,
  };
}

const numbers = (collection: Collection) => collection.windows().map(([n]) => n);
const seconds = (count: number) => Array.from({ length: count }, (_, n) => n);

/** As the disk would hold it after everything that was handed out. */
class Disk {
  blocks = new Map<number, Float32Array<ArrayBuffer>[]>();

  take(collection: Collection): void {
    const { blocks, anew } = collection.unwritten();
    if (anew) this.blocks.clear();
    for (const { number, windows } of blocks) {
      if (windows.length === 0) this.blocks.delete(number);
      else this.blocks.set(number, [...windows]);
    }
    collection.written();
  }

  read() {
    return [...this.blocks].sort(([one], [other]) => one - other).map(([number, windows]) => ({ number, windows }));
  }
}

describe("collecting healthy time", () => {
  it("keeps every window in order, counts what could not be computed, and is complete in time", () => {
    const collection = new Collection(25_000);
    for (const n of seconds(24)) collection.take(second(n, n === 7 ? { values: null } : {}), points);
    expect(collection.isComplete).toBe(false);
    collection.take(second(24), points);
    expect(collection.isComplete).toBe(true);
    expect(numbers(collection)).toEqual(seconds(25).filter((n) => n !== 7));
    expect(collection.progress()).toMatchObject({
      from: start,
      to: start + 25_000,
      recipe: "general/1",
      points,
      unusable: 1,
      collected: 25_000,
    });
    expect(collection.progress().spectra.de).toEqual({
      top: 4000,
      low: [-60, -50],
      middle: [-60, -50],
      high: [-59, -50],
    });
  });

  it("begins with the first window that could be computed", () => {
    const collection = new Collection(25_000);
    collection.take(second(0, { values: null }), points);
    collection.take(second(1), points);
    expect(collection.from).toBe(start + 1000);
  });

  it("takes a dozen excerpts, spread over the whole time", () => {
    const collection = new Collection(600_000);
    const taken = seconds(600).flatMap((n) => {
      const excerpt = n % 3 === 0 ? { excerpt: [Float32Array.of(n)] } : {};
      const kept = collection.take(second(n, excerpt), points).excerpt;
      return kept === undefined ? [] : [[kept, n]];
    });
    expect(taken.map(([number]) => number)).toEqual(seconds(12));
    for (const [number, n] of taken) {
      expect(n).toBeGreaterThanOrEqual(number! * 50);
      expect(n).toBeLessThan(number! * 50 + 3);
    }
  });

  it("starts anew when sensors are changed in the middle, on the disk as well", () => {
    const disk = new Disk();
    const collection = new Collection(60_000);
    for (const n of seconds(15)) collection.take(second(n), points);
    disk.take(collection);
    collection.take(second(15), "de@16000");
    expect(numbers(collection)).toEqual([15]);
    expect(collection.progress()).toMatchObject({ from: start + 15_000, collected: 1000, points: "de@16000" });
    disk.take(collection);
    expect(disk.read().flatMap(({ windows }) => windows.map(([n]) => n))).toEqual([15]);
    collection.take(second(16, { values: Float32Array.of(1, 2, 3) }), "de@16000");
    expect(collection.progress()).toMatchObject({ from: start + 16_000, collected: 1000 });
  });

  it.each([1, 9, 10, 11, 29])("goes on after a restart where it was written %i s after the beginning", (written) => {
    const disk = new Disk();
    const before = new Collection(40_000);
    for (const n of seconds(written)) before.take(second(n), points);
    disk.take(before);
    const progress = JSON.parse(JSON.stringify(before.progress()));
    // What came after the last writing is lost; the restart takes a while.
    before.take(second(written), points);
    const after = Collection.resume(40_000, progress, disk.read());
    expect(after.collected).toBe(written * 1000);
    const rest = seconds(40 - written).map((n) => 100 + n);
    for (const n of rest) after.take(second(n), points);
    expect(after.isComplete).toBe(true);
    expect(numbers(after)).toEqual([...seconds(written), ...rest]);
    expect(after.progress()).toMatchObject({ from: start, to: start + (100 + 40 - written) * 1000 });
    expect(after.progress().spectra.de!.low[0]).toBe(-60);
    disk.take(after);
    expect(disk.read().flatMap(({ windows }) => windows.map(([n]) => n))).toEqual(numbers(after));
  });

  it("stays bounded over a day, with neighbours still beside each other", () => {
    const disk = new Disk();
    const collection = new Collection(86_400_000);
    for (const n of seconds(86_400)) {
      collection.take(second(n), points);
      if (n % 600 === 0) disk.take(collection);
    }
    disk.take(collection);
    const kept = numbers(collection) as number[];
    expect(kept.length).toBeLessThanOrEqual(7210);
    expect(kept.length).toBeGreaterThan(3600);
    const steps = kept.slice(1).map((n, index) => n - kept[index]!);
    expect(steps.filter((step) => step === 1).length / steps.length).toBeGreaterThan(0.89);
    expect(Math.max(...steps)).toBeLessThan(200);
    expect(disk.read().flatMap(({ windows }) => windows.map(([n]) => n))).toEqual(kept);
  });
});
