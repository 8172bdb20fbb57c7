import type { FileHandle } from "node:fs/promises";
import type { Hertz } from "../../domain/units.ts";
import { readAt } from "./readAt.ts";

/** What the STREAMINFO block of a FLAC file says (RFC 9639, section 8.2), and where its sound begins. */
export interface FlacHeader {
  readonly sampleRate: Hertz;
  readonly channelCount: number;
  readonly bits: number;
  /** Samples per channel; missing where the encoder did not know. */
  readonly frames?: number | undefined;
  /** Of the samples as little-endian whole numbers, interleaved; missing where the encoder did not compute it. */
  readonly md5?: string | undefined;
  readonly start: number;
}

const streamInfoBytes = 34;

/** @returns the header, or in words what is wrong with it */
export async function readFlacHeader(file: FileHandle): Promise<FlacHeader | string> {
  const head = await readAt(file, 0, 8 + streamInfoBytes);
  const type = head.length < 8 + streamInfoBytes ? -1 : head[4]! & 0x7f;
  if (type !== 0 || head.readUIntBE(5, 3) !== streamInfoBytes) return "its header is cut or damaged";
  const info = head.subarray(8);
  const packed = info.readBigUInt64BE(10);
  const sampleRate = Number(packed >> 44n);
  const frames = Number(packed & 0xf_ffff_ffffn);
  const md5 = info.toString("hex", 18);
  if (sampleRate === 0) return "it claims a sample rate of 0 Hz";
  let start = 8 + streamInfoBytes;
  for (let last = head[4]! >= 0x80; !last; ) {
    const block = await readAt(file, start, 4);
    if (block.length < 4) return "its header is cut or damaged";
    last = block[0]! >= 0x80;
    start += 4 + block.readUIntBE(1, 3);
  }
  return {
    sampleRate,
    channelCount: Number((packed >> 41n) & 7n) + 1,
    bits: Number((packed >> 36n) & 31n) + 1,
    ...(frames > 0 && { frames }),
    ...(/[1-9a-f]/.test(md5) && { md5 }),
    start,
  };
}
