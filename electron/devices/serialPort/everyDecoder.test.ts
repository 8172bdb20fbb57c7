import { describe, expect, it } from "vitest";
import { exampleFrame, vibrationFrame, witFrame } from "../../../test/makers/frames.ts";
import { exampleFrameFormat } from "../../domain/frameFormat.ts";
import { FrameDecoder } from "../serialFrames/frameDecoder.ts";
import { WitDecoder } from "../serialFrames/witDecoder.ts";
import { witVibrationFormat } from "../serialFrames/witVibrationFormat.ts";
import { RowDecoder } from "../serialText/rowDecoder.ts";
import { serialSettings } from "../serialText/serialSettings.ts";
import { checksum } from "./checksums.ts";
import type { StreamDecoder } from "./streamDecoder.ts";

/** So many in the long version, for each decoder. */
const cases = process.env.AUSCULT_LONG === "1" ? 10_000_000 : 15_000;
const longestRow = 256;

interface Subject {
  readonly name: string;
  make(): StreamDecoder;
  /** The bytes of one sample whose first value is `count`, 0…9999. */
  encode(count: number): Buffer;
  /** The first value of a sample per count. */
  readonly scale: number;
  /** Complete frames that are held back until the next one begins. */
  readonly lag: number;
  readonly mostHeld: number;
}

const text = (name: string, settings: object, encode: (row: string) => string, lag = 0): Subject => ({
  name: `rows with ${name}`,
  make: () => new RowDecoder(2, serialSettings(settings as Record<string, string>), longestRow),
  encode: (count) => Buffer.from(encode(`${count},-0.5`), "latin1"),
  scale: 1,
  lag,
  mostHeld: longestRow + 8,
});
const rawSum = (row: string) => {
  const sum = checksum("crc-16/ccitt", Buffer.from(row));
  return String.fromCharCode(sum >> 8, sum & 0xff);
};
const hexSum = (row: string) => checksum("xor-8", Buffer.from(row)).toString(16).padStart(2, "0");
const { checksum: _, ...unsecured } = exampleFrameFormat;

const subjects: readonly Subject[] = [
  text("line ends", {}, (row) => `${row}\r\n`),
  text("an end marker", { framing: "end marker", endMarker: ";;" }, (row) => `${row};;`),
  text("line ends and digits", { checksum: "xor-8" }, (row) => `${row}*${hexSum(row)}\n`),
  text(
    "two markers and raw sums",
    {
      framing: "start and end marker",
      startMarker: "\\x02",
      endMarker: "\\x03",
      checksum: "crc-16/ccitt",
      checksumAs: "raw",
    },
    (row) => `\x02${row}\x03${rawSum(row)}`,
  ),
  text("a start marker", { framing: "start marker", startMarker: "$" }, (row) => `$${row}\n`, 1),
  {
    name: "frames with a checksum",
    make: () => new FrameDecoder(exampleFrameFormat),
    encode: (count) => exampleFrame([count, 0x55aa, -1]),
    scale: 16 / 32_768,
    lag: 0,
    mostHeld: 10,
  },
  {
    name: "frames without a checksum",
    make: () => new FrameDecoder(unsecured),
    // The sync comes by in the data, but not in every frame: nothing could tell it from the true one then.
    encode: (count) => exampleFrame([count, ((count * 7919) << 16) >> 16, 0x55aa - (count % 3)]),
    scale: 16 / 32_768,
    lag: 1,
    mostHeld: 12,
  },
  {
    name: "frames of unknown length",
    make: () => new FrameDecoder(witVibrationFormat),
    encode: (count) => vibrationFrame([count, count % 3 === 0 ? 0x6155 : 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 32),
    scale: 1,
    lag: 1,
    mostHeld: 4 * 40 + 2,
  },
  {
    name: "turns of WitMotion frames",
    make: () => new WitDecoder(["acceleration", "angular rate", "angle"]),
    encode: (count) =>
      Buffer.concat([
        witFrame(0x50, [1, 2, 3, 4]),
        witFrame(0x51, [count, 0x5155, 3, 4]),
        witFrame(0x52, [1, 2, 3, 4]),
        witFrame(0x53, [1, 2, 3, 4]),
      ]),
    scale: 16 / 32_768,
    lag: 0,
    mostHeld: 10 + 22,
  },
];

/** Mulberry32: whole numbers from 0 to below `limit`, the same ones in every run. */
function seeded(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

/** What happens on a cable: nothing, turned bits, missing bytes, bytes from nowhere, a row twice, much rubbish. */
function damaged(frame: Buffer, random: (limit: number) => number): Buffer {
  const rubbish = (length: number) => Buffer.from(Uint8Array.from({ length }, () => random(256)));
  const at = random(frame.length);
  switch (random(8)) {
    case 0:
      return frame;
    case 1: {
      const turned = Buffer.from(frame);
      turned[at] = turned[at]! ^ (1 << random(8));
      return turned;
    }
    case 2:
      return Buffer.concat([frame.subarray(0, at), frame.subarray(Math.min(frame.length, at + 1 + random(6)))]);
    case 3:
      return frame.subarray(0, at);
    case 4:
      return Buffer.concat([frame.subarray(0, at), rubbish(1 + random(12)), frame.subarray(at)]);
    case 5:
      return Buffer.concat([frame, frame.subarray(at)]);
    case 6:
      return rubbish(random(40));
    default:
      return random(100) === 0 ? rubbish(2000) : Buffer.concat([frame.subarray(at), frame]);
  }
}

const following = 5;
/** Sync is back with the third frame after the damage at the latest. */
const regained = 2;

describe.each(subjects)("$name", ({ name, make, encode, scale, lag, mostHeld }) => {
  const encoded = Array.from({ length: 10_000 }, (_, count) => encode(count));

  it(`survive ${cases} damages: all bytes accounted for, little held, in step again after two`, {
    timeout: 1_200_000,
  }, () => {
    const random = seeded(name.length * 7919);
    let decoder = make();
    let pushed = 0;
    let seen: number[] = [];
    const sink = { sample: (values: Float64Array) => void seen.push(values[0]! / scale), lost() {} };
    const push = (bytes: Buffer) => {
      pushed += bytes.length;
      decoder.push(bytes, 0, sink);
    };
    for (let count = 0, turn = 0; turn < cases; turn++) {
      if (turn % 500 === 0) {
        decoder = make();
        pushed = 0;
        for (let i = 0; i < following; i++) push(encoded[i]!);
      }
      seen = [];
      const begin = count;
      const parts = [damaged(encoded[random(10_000)]!, random)];
      for (let i = 0; i < following; i++, count = (count + 1) % 10_000) parts.push(encoded[count]!);
      const bytes = Buffer.concat(parts);
      const [one, other] = [random(bytes.length + 1), random(bytes.length + 1)];
      const [low, high] = one < other ? [one, other] : [other, one];
      push(bytes.subarray(0, low));
      push(bytes.subarray(low, high));
      push(bytes.subarray(high));
      if (decoder.held > mostHeld || decoder.taken + decoder.rejected + decoder.held !== pushed)
        expect.fail(`case ${turn}: ${decoder.held} held, ${decoder.taken} + ${decoder.rejected} of ${pushed}`);
      for (let i = regained; i < following - lag; i++) {
        const wanted = (begin + i) % 10_000;
        const found = seen[seen.length - following + lag + i];
        if (found !== wanted) expect.fail(`case ${turn}: frame ${i} after the damage: ${found}, not ${wanted}`);
      }
    }
  });

  it("survive bytes from nowhere", () => {
    const random = seeded(42);
    const decoder = make();
    let pushed = 0;
    for (let turn = 0; turn < 2000; turn++) {
      // Now and then what a frame of it may begin with.
      const start = random(3) === 0 ? encoded[0]!.subarray(0, random(encoded[0]!.length)) : Buffer.alloc(0);
      const bytes = Buffer.concat([start, Uint8Array.from({ length: random(60) }, () => random(256))]);
      pushed += bytes.length;
      decoder.push(bytes, turn, { sample() {}, lost() {} });
      expect(decoder.held).toBeLessThanOrEqual(mostHeld);
      expect(decoder.taken + decoder.rejected + decoder.held).toBe(pushed);
    }
    expect(decoder.rejected).toBeGreaterThan(pushed / 2);
  });
});
