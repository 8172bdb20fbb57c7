import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { type FlacMakeUp, flacFile } from "../../../test/makers/flacFile.ts";
import { openRecording } from "./openRecording.ts";
import { readRecording } from "./readRecording.ts";

const folder = mkdtempSync(join(tmpdir(), "flac-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (content: Buffer) => {
  const path = join(folder, "sound.flac");
  writeFileSync(path, content);
  return path;
};

const wholeNumbers = (full: number, count = 3000) =>
  [1, -1].map((sign) => [
    -full,
    full - 1,
    ...Array.from({ length: count - 2 }, (_, n) => Math.floor(sign * 0.9 * full * Math.sin(n / 9 + 1))),
  ]);
const makeUp = (bits: FlacMakeUp["bits"], more: Partial<FlacMakeUp> = {}): FlacMakeUp => ({
  sampleRate: 51_200,
  bits,
  channels: wholeNumbers(2 ** (bits - 1)),
  ...more,
});

it.each([8, 16, 24] as const)("reads every sample of %d bit exactly", async (bits) => {
  const { channels, sampleRate } = await readRecording(file(flacFile(makeUp(bits))));
  expect(sampleRate).toBe(51_200);
  const full = 2 ** (bits - 1);
  expect(channels.map((samples) => [...samples].map((value) => value * full))).toEqual(wholeNumbers(full));
});

// 128 samples of 24 bit, two channels, by the flac program 1.4.2 at level 8: predicted, Rice coded, with a wasted bit.
const byTheProgram =
  "ZkxhQ4AAACIQABAAAADAAADADIADcAAAAIBC2MP7R0kvFgZ6NlB9B30x//hunAB/FABoF4AIi4AH4AAHO4gfD/D/D/D/D/iAQCAAu4LxAIBAA/w/w/w/w/4gEAgEAgALuC8QAP8P8P8U//it//lOAaWk8knkk8knlLSeSTySeSTySeUtJ5JPJJ5JPJJ5S0nkk8knkk8paTySeSTySeQBO5S0nkk8knkk8knlLSeSTySeSTylpPJJ5JPJJ5JPKWk8knkk8knkk8paTySeSSAEpJ5S0nkk8knkk8knlLSeSTySeSTySeUtJAAO";

it("reads what the usual encoder writes", async () => {
  const { channels } = await readRecording(file(Buffer.from(byTheProgram, "base64")));
  const sample = (n: number, c: number) => ((n % 50) - 25) ** 2 * (c ? -3 : 11) + ((n * 7919) % 31);
  expect(channels.map((samples) => [...samples].map((value) => value * 2 ** 23))).toEqual(
    [0, 1].map((c) => Array.from({ length: 128 }, (_, n) => sample(n, c))),
  );
});

it("skips a picture and a comment between header and sound", async () => {
  const whole = flacFile(makeUp(16));
  whole[4]! &= 0x7f;
  const picture = Buffer.alloc(4 + 100_000, 0xff);
  picture.writeUInt32BE(0x06_000000 + 100_000);
  const comment = Buffer.from([0x84, 0, 0, 4, 1, 2, 3, 4]);
  const path = file(Buffer.concat([whole.subarray(0, 42), picture, comment, whole.subarray(42)]));
  expect((await readRecording(path)).channels[0]).toHaveLength(3000);
});

it("cuts blocks of the length asked for", async () => {
  const recording = await openRecording(file(flacFile(makeUp(16))));
  expect(recording).toMatchObject({ format: "FLAC, 16 bit", frames: 3000, sampleRate: 51_200 });
  const lengths: number[] = [];
  for await (const block of recording.blocks(1000)) lengths.push(block[1]!.length);
  expect(lengths).toEqual([1000, 1000, 1000]);
});

it.each([
  ["a cut one", (whole: Buffer) => whole.subarray(0, 7000), "its header promises 3000 samples per channel, "],
  ["a hole", (whole: Buffer) => Buffer.concat([whole.subarray(0, 4000), whole.subarray(6000)]), "its header promises"],
  ["a cut header", (whole: Buffer) => whole.subarray(0, 30), "its header is cut or damaged"],
  ["no sound", (whole: Buffer) => whole.subarray(0, 42), "its header promises 3000 samples per channel, 0 could be"],
])("says of %s what is wrong", async (_, damage, what) => {
  const path = file(damage(flacFile(makeUp(16))));
  const message = expect.stringContaining(`${path} is cut or damaged: ${what}`);
  await expect(readRecording(path)).rejects.toMatchObject({ code: "BAD_FILE", message });
});

it("compares the samples with the checksum of the header", async () => {
  const path = file(flacFile(makeUp(24, { md5: Buffer.alloc(16, 7) })));
  const message = expect.stringContaining("its samples do not have the checksum that its header names");
  await expect(readRecording(path)).rejects.toMatchObject({ code: "BAD_FILE", message });
  // An encoder that did not know leaves both open.
  const open = file(flacFile(makeUp(24, { md5: Buffer.alloc(16), totalSamples: 0 })));
  expect((await readRecording(open)).channels[0]).toHaveLength(3000);
});
