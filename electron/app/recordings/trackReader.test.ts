import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mostGaps } from "../../domain/recordingNote.ts";
import { EvidenceRing } from "../../pipeline/evidenceRing.ts";
import { TrackReader, type TrackWish } from "./trackReader.ts";

const sampleRate = 100;
const begin = 1_000_000;
const plenty = Number.POSITIVE_INFINITY;

/** A device whose every sample is its own number, counted from 1, so that a wrong, missing or repeated one shows. */
class CountingDevice {
  readonly ring: EvidenceRing;
  #count = 0;
  readonly #begin: number;

  constructor(seconds: number, from = begin) {
    this.ring = new EvidenceRing(sampleRate, seconds);
    this.ring.keep([0]);
    this.#begin = from;
  }

  deliver(length: number, lostBefore = 0): void {
    this.#count += lostBefore;
    const first = this.#count + 1;
    const samples = Float32Array.from({ length }, (_, n) => first + n);
    const time = this.#begin + this.#count * 10;
    this.ring.push({ deviceId: "d", sequence: 0, time, sampleRate, channels: [samples], lostBefore });
    this.#count += length;
  }
}

const wish = (given: Partial<TrackWish> = {}): TrackWish => ({ channel: 0, sampleRate, preTrigger: 0, ...given });

/** Everything that is there, as it would stand in the file. */
function drain(reader: TrackReader, file: number[] = [], most = 64, room = plenty): number[] {
  for (let piece = reader.next(most, room); piece !== undefined; piece = reader.next(most, room)) {
    if (piece === "full") break;
    while (file.length < piece.at) file.push(0);
    file.push(...piece.samples);
  }
  return file;
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

describe("a track out of the ring", () => {
  it("goes from the past into the present without a seam, in blocks of any length", () => {
    const device = new CountingDevice(10);
    for (const length of [37, 64, 99, 1, 250]) device.deliver(length);
    const reader = new TrackReader(wish({ preTrigger: 2 }), device.ring, 0);
    const file: number[] = [];
    for (const length of [13, 7, 200, 1, 1, 64, 333]) {
      device.deliver(length);
      drain(reader, file, 50);
    }
    device.deliver(20);
    reader.stop(0);
    device.deliver(40);
    drain(reader, file);
    expect(file).toEqual(range(252, 1090));
    expect(reader).toMatchObject({ from: begin + 251 * 10, samples: 839, lostSamples: 0, gaps: [], complete: true });
  });

  it("begins as early as the ring does when more of the past is wanted", () => {
    const device = new CountingDevice(1);
    device.deliver(350);
    const reader = new TrackReader(wish({ preTrigger: 30 }), device.ring, 0);
    // Meanwhile the oldest is overwritten: it is no loss, for nobody was promised it.
    device.deliver(20);
    expect(drain(reader)).toEqual(range(271, 370));
    expect(reader).toMatchObject({ from: begin + 2700, lostSamples: 0 });
  });

  it("is exactly as long as was asked for", () => {
    const device = new CountingDevice(10);
    device.deliver(500);
    const reader = new TrackReader(wish({ preTrigger: 1, seconds: 2 }), device.ring, 0);
    device.deliver(150);
    const file = drain(reader);
    expect(reader.complete).toBe(false);
    device.deliver(150);
    drain(reader, file);
    expect(reader.complete).toBe(true);
    expect(file).toEqual(range(401, 700));
  });

  it("has zeros where the device lost samples, in the past and in the present, and says where", () => {
    const device = new CountingDevice(10);
    device.deliver(100);
    device.deliver(100, 25);
    const reader = new TrackReader(wish({ preTrigger: 2 }), device.ring, 0);
    const file = drain(reader);
    device.deliver(50, 3);
    // Longer than the ring.
    device.deliver(30, 5000);
    drain(reader, file);
    device.deliver(10, 1);
    drain(reader, file);
    const zeros = (count: number) => Array<number>(count).fill(0);
    expect(file).toEqual([
      ...range(26, 100),
      ...zeros(25),
      ...range(126, 225),
      ...zeros(3 + 50 + 5000),
      ...range(5279, 5308),
      0,
      ...range(5310, 5319),
    ]);
    expect(reader.gaps).toEqual([
      { at: 75, samples: 25 },
      { at: 200, samples: 5053 },
      { at: 5283, samples: 1 },
    ]);
    // The fifty samples before the long gap were in the ring when it came, but nobody had read them.
    expect(reader.lostSamples).toBe(25 + 5053 + 1);
  });

  it("counts what it was too slow for", () => {
    const device = new CountingDevice(1);
    device.deliver(100);
    const reader = new TrackReader(wish(), device.ring, 0);
    device.deliver(50);
    const file = drain(reader);
    device.deliver(170);
    drain(reader, file);
    expect(file).toEqual([...range(101, 150), ...Array<number>(70).fill(0), ...range(221, 320)]);
    expect(reader.gaps).toEqual([{ at: 50, samples: 70 }]);
  });

  it("begins when its device does, if that has never delivered anything", () => {
    const device = new CountingDevice(5);
    const reader = new TrackReader(wish({ preTrigger: 3, seconds: 1 }), device.ring, 0);
    expect(reader.next(10, plenty)).toBeUndefined();
    device.deliver(130);
    expect(drain(reader)).toEqual(range(1, 100));
    expect(reader).toMatchObject({ from: begin, complete: true });
  });

  it("counts from the moment it was asked for what a device that was away then did not deliver", () => {
    const device = new CountingDevice(60);
    device.deliver(1000);
    // Silent for 8 s by now; of the 10 s before, 2 s are there.
    const reader = new TrackReader(wish({ preTrigger: 10 }), device.ring, 8);
    const file = drain(reader);
    expect(file).toEqual(range(801, 1000));
    device.deliver(10, 1100);
    drain(reader, file);
    expect(file.slice(0, 200)).toEqual(range(801, 1000));
    expect(file.slice(-10)).toEqual(range(2101, 2110));
    expect(reader.gaps).toEqual([{ at: 200, samples: 1100 }]);
    // Asked for nothing of the past: only what was missed since then is a loss.
    const late = new CountingDevice(60);
    late.deliver(1000);
    const reading = new TrackReader(wish(), late.ring, 8);
    late.deliver(10, 1100);
    expect(drain(reading).slice(-10)).toEqual(range(2101, 2110));
    expect(reading).toMatchObject({ from: begin + 18_000, lostSamples: 300, gaps: [{ at: 0, samples: 300 }] });
  });

  it("counts as lost what a device that went away did not deliver before the end", () => {
    const device = new CountingDevice(5);
    device.deliver(100);
    const reader = new TrackReader(wish(), device.ring, 0);
    device.deliver(100);
    const file = drain(reader);
    reader.stop(2.5);
    drain(reader, file);
    reader.giveUp(plenty);
    expect(file).toEqual(range(101, 200));
    expect(reader).toMatchObject({ samples: 350, lostSamples: 250, gaps: [{ at: 100, samples: 250 }] });
  });

  it("goes on with the new ring of a device that was set up anew; the time between is lost", () => {
    const before = new CountingDevice(5);
    before.deliver(100);
    const reader = new TrackReader(wish({ seconds: 3 }), before.ring, 0);
    before.deliver(50);
    const file = drain(reader);
    const after = new CountingDevice(5, begin + 2000);
    reader.follow(after.ring, 0.8);
    expect(reader.ring).toBe(before.ring);
    after.deliver(400);
    reader.follow(after.ring, 0.8);
    expect(reader.ring).toBe(after.ring);
    drain(reader, file);
    // Asked for from 1.0 s to 4.0 s; nothing came from 1.5 s to 2.0 s.
    expect(file).toEqual([...range(101, 150), ...Array<number>(50).fill(0), ...range(1, 200)]);
    expect(reader).toMatchObject({ complete: true, samples: 300, gaps: [{ at: 50, samples: 50 }] });
  });

  it("does not take a clock that was set for an hour without samples", () => {
    const before = new CountingDevice(5);
    before.deliver(100);
    const reader = new TrackReader(wish(), before.ring, 0);
    before.deliver(50);
    drain(reader);
    const after = new CountingDevice(5, begin + 3_600_000);
    after.deliver(10);
    reader.follow(after.ring, 1.2);
    drain(reader);
    expect(reader.gaps).toEqual([{ at: 50, samples: 120 }]);
  });

  it("fills the room that is left, to the sample, and no more", () => {
    const device = new CountingDevice(5);
    device.deliver(100);
    const reader = new TrackReader(wish(), device.ring, 0);
    device.deliver(100);
    const file: number[] = [];
    let room = 70;
    for (;;) {
      const piece = reader.next(32, room);
      if (piece === "full" || piece === undefined) break;
      room -= piece.samples.length;
      file.push(...piece.samples);
    }
    expect(room).toBe(0);
    expect(file).toEqual(range(101, 170));
    device.deliver(10, 40);
    const next = new TrackReader(wish({ preTrigger: 0.6 }), device.ring, 0);
    expect(next.next(100, 30)).toMatchObject({ at: 0 });
    device.deliver(10, 600);
    // The gap alone is more than there is room for: none of it is taken.
    const samples = next.samples;
    expect(next.next(100, 500)).toBe("full");
    expect(next.samples).toBe(samples);
  });

  it("has every sample in its place or in a gap, whatever the device, the ring and the reader do", () => {
    const step = fc.record({
      length: fc.integer({ min: 1, max: 150 }),
      lost: fc.constantFrom(0, 0, 0, 1, 40, 700),
      read: fc.boolean(),
    });
    const run = {
      steps: fc.array(step, { maxLength: 40 }),
      past: fc.nat(400),
      ring: fc.constantFrom(1, 2.5, 400),
      most: fc.integer({ min: 1, max: 300 }),
    };
    const property = fc.property(fc.record(run), ({ steps, past, ring, most }) => {
      const device = new CountingDevice(ring);
      device.deliver(200);
      const reader = new TrackReader(wish({ preTrigger: past / sampleRate }), device.ring, 0);
      const file: number[] = [];
      let lostByDevice = 0;
      for (const { length, lost, read } of steps) {
        device.deliver(length, lost);
        lostByDevice += lost;
        if (read) drain(reader, file, most);
      }
      reader.stop(0);
      drain(reader, file, most);
      expect(reader.complete).toBe(true);
      expect(file).toHaveLength(reader.samples);
      const first = Math.round((reader.from! - begin) / 10) + 1;
      const inGap = new Set(reader.gaps.flatMap(({ at, samples }) => range(at, at + samples - 1)));
      expect(file).toEqual(file.map((_, n) => (inGap.has(n) ? 0 : first + n)));
      expect(reader.lostSamples).toBe(inGap.size);
      // It goes on to the newest sample there is, and a long memory loses nothing but what the device did.
      if (reader.samples > 0) expect(first + reader.samples - 1).toBe(device.ring.end);
      if (ring === 400) expect(reader.lostSamples).toBe(lostByDevice);
    });
    fc.assert(property, { numRuns: 300 });
  });

  it("lists a bounded number of gaps and counts the others", () => {
    const device = new CountingDevice(200);
    device.deliver(1);
    const reader = new TrackReader(wish(), device.ring, 0);
    for (let n = 0; n < mostGaps + 50; n++) {
      device.deliver(3, 2);
      drain(reader);
    }
    expect(reader.gaps).toHaveLength(mostGaps);
    expect(reader.gapsNotListed).toBe(50);
    expect(reader.lostSamples).toBe(2 * (mostGaps + 50));
  });
});
