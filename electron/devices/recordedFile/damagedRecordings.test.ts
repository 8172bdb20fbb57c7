import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { flacFile } from "../../../test/makers/flacFile.ts";
import { matFile } from "../../../test/makers/matFile.ts";
import { uffFile } from "../../../test/makers/uffFile.ts";
import { chunk, integerSamples, wavFile } from "../../../test/makers/wavFile.ts";
import { Fault } from "../../domain/fault.ts";
import { openRecording } from "./openRecording.ts";

const long = process.env.AUSCULT_LONG === "1";
const folder = mkdtempSync(join(tmpdir(), "damaged-"));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => {
  // The decoder of FLAC tells the console of damage as well.
  vi.spyOn(console, "error").mockImplementation(() => {});
});

const wave = Array.from({ length: 600 }, (_, n) => Math.round(1000 * Math.sin(n / 5)));
const column = { rows: 600, columns: 1, values: wave };
const whole: Record<string, Buffer> = {
  wav: wavFile({
    code: 1,
    bits: 16,
    sampleRate: 1000,
    channelCount: 2,
    data: integerSamples(wave, 16),
    before: [chunk("LIST", Buffer.from("INFOICRD\x11\0\0\x002026-11-22T10:00\0\0", "latin1"))],
  }),
  csv: Buffer.from(`time;a\n${wave.map((value, n) => `${n / 1000};${value}`).join("\n")}\n`),
  flac: flacFile({ sampleRate: 8000, bits: 16, channels: [wave, wave] }),
  "uff text": uffFile([{ values: wave }, { values: wave, ordinate: 4 }]),
  "uff binary": uffFile([
    { values: wave, binary: "big" },
    { values: wave, binary: "big" },
  ]),
  mat: matFile([
    { ...column, name: "x" },
    { name: "fs", rows: 1, columns: 1, values: [1000] },
  ]),
  "mat compressed": matFile([{ ...column, name: "x", compressed: true }]),
};

/** Numbers from 0 up to below the limit, the same for the same seed. */
function seeded(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** Cut, bytes exchanged, a piece missing, doubled or random; half of it where headers are. */
function damage(bytes: Buffer, next: (limit: number) => number): Buffer {
  const place = () => next(next(2) === 0 ? Math.min(bytes.length, 256) : bytes.length);
  switch (next(5)) {
    case 0:
      return bytes.subarray(0, place());
    case 1: {
      const changed = Buffer.from(bytes);
      for (let i = next(8); i >= 0; i--) changed[place()] = next(256);
      return changed;
    }
    case 2: {
      const from = place();
      return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + next(100))]);
    }
    case 3: {
      const from = place();
      return Buffer.concat([bytes.subarray(0, from + next(100)), bytes.subarray(from)]);
    }
    default: {
      const from = place();
      const noise = Buffer.from(Array.from({ length: next(2000) }, () => next(256)));
      return Buffer.concat([bytes.subarray(0, from), noise]);
    }
  }
}

/** @returns samples read, or the fault */
async function read(path: string): Promise<number | Fault> {
  try {
    let samples = 0;
    for await (const block of (await openRecording(path)).blocks(256)) {
      expect(block.every((channel) => channel.length === block[0]!.length && channel.length <= 256)).toBe(true);
      samples += block.length * block[0]!.length;
    }
    return samples;
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown;
    throw thrown;
  }
}

it.each(Object.keys(whole))(
  "%s: whatever happened to it, there are samples or a fault",
  async (name) => {
    const bytes = whole[name]!;
    const path = join(folder, `${name}.bin`);
    writeFileSync(path, bytes);
    expect(await read(path)).toBeGreaterThanOrEqual(600);
    const cases = (name === "flac" ? 20 : 60) * (long ? 30 : 1);
    let faults = 0;
    for (let seed = 1; seed <= cases; seed++) {
      writeFileSync(path, damage(bytes, seeded(seed)));
      const before = process.memoryUsage().arrayBuffers;
      const found = await read(path).catch((thrown) => expect.fail(`seed ${seed}: ${thrown?.stack ?? thrown}`));
      if (found instanceof Fault) faults += 1;
      else expect(found, `seed ${seed}`).toBeLessThan(100_000);
      expect(process.memoryUsage().arrayBuffers - before, `seed ${seed}`).toBeLessThan(64 * 2 ** 20);
    }
    expect(faults).toBeGreaterThan(cases / 10);
  },
  600_000,
);
