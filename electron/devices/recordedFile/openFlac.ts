import { createHash } from "node:crypto";
import { Fault } from "../../domain/fault.ts";
import { cutBlocks } from "./cutBlocks.ts";
import { type FlacHeader, readFlacHeader } from "./flacHeader.ts";
import { openRegularFile } from "./openRegularFile.ts";
import { readAt } from "./readAt.ts";
import type { Recording } from "./recording.ts";

/** Bytes decoded at a time. */
const piece = 65_536;
/** The decoder counts in 32-bit floats: whole numbers of more bits do not come back exactly. */
const exactBits = 24;

/**
 * Looks at a FLAC file (RFC 9639). That it is whole, its own checksum says when it has been read through.
 * @throws Fault BAD_FILE for a damaged header
 */
export async function openFlac(path: string): Promise<Recording> {
  await using file = await openRegularFile(path);
  const { mtimeMs } = await file.stat();
  const header = await readFlacHeader(file);
  if (typeof header === "string") throw damaged(path, header);
  return {
    path,
    format: `FLAC, ${header.bits} bit`,
    names: Array.from({ length: header.channelCount }, (_, i) => `Channel ${i + 1}`),
    sampleRate: header.sampleRate,
    frames: header.frames,
    provenByReading: true,
    modified: mtimeMs,
    blocks: (length) => cutBlocks(decode(path, header), length),
  };
}

async function* decode(path: string, header: FlacHeader) {
  await using file = await openRegularFile(path);
  using opening = new DisposableStack();
  // Loaded when it is needed: few stations do.
  const { FLACDecoder } = await import("@wasm-audio-decoders/flac");
  const decoder = new FLACDecoder();
  await decoder.ready;
  opening.defer(() => decoder.free());
  const proof = new Proof(path, header);
  const undecodable = (cause?: unknown): never => {
    throw damaged(path, `it cannot be decoded after ${proof.frames} samples`, cause);
  };
  // The decoder takes the format from the stream information, so that comes first; what stands between it and the sound does not.
  const information = await readAt(file, 0, 42);
  information[4]! |= 0x80;
  let position = header.start;
  let bytes: Buffer = information;
  while (bytes.length > 0) {
    const { channelData, samplesDecoded, errors } = await decoder.decode(bytes).catch(undecodable);
    if (errors.length > 0) undecodable();
    if (samplesDecoded > 0) yield proof.take(channelData);
    bytes = await readAt(file, position, piece);
    position += bytes.length;
  }
  const { channelData, samplesDecoded } = await decoder.flush().catch(undecodable);
  if (samplesDecoded > 0) yield proof.take(channelData);
  proof.complete();
}

/** Makes the decoder's floats the file's whole numbers again, and compares their count and checksum with what the header says. */
class Proof {
  frames = 0;
  readonly #path: string;
  readonly #header: FlacHeader;
  readonly #md5 = createHash("md5");

  constructor(path: string, header: FlacHeader) {
    this.#path = path;
    this.#header = header;
  }

  /** @returns the samples relative to full scale, −1 … 1; exact up to 24 bit */
  take(decoded: readonly Float32Array[]): Float32Array<ArrayBuffer>[] {
    const { bits, channelCount } = this.#header;
    const length = decoded[0]!.length;
    if (decoded.length !== channelCount) throw damaged(this.#path, "its number of channels changes on the way");
    this.frames += length;
    const width = Math.ceil(bits / 8);
    const whole = Buffer.alloc(bits <= exactBits ? length * channelCount * width : 0);
    // The decoder divides by the largest positive number instead of the full scale.
    const full = 2 ** (bits - 1);
    const largest = full - 1;
    const channels = decoded.map((samples, channel) => {
      const scaled = new Float32Array(length);
      for (let n = 0; n < length; n++) {
        const value = Math.max(-full, Math.min(largest, Math.round(samples[n]! * largest)));
        scaled[n] = value / full;
        if (whole.length > 0) whole.writeIntLE(value, (n * channelCount + channel) * width, width);
      }
      return scaled;
    });
    this.#md5.update(whole);
    return channels;
  }

  /** @throws Fault BAD_FILE */
  complete(): void {
    const { bits, frames: promised = this.frames, md5 } = this.#header;
    if (this.frames !== promised) {
      throw damaged(this.#path, `its header promises ${promised} samples per channel, ${this.frames} could be decoded`);
    }
    if (this.frames === 0) throw damaged(this.#path, "it holds no samples");
    if (bits > exactBits || md5 === undefined || this.#md5.digest("hex") === md5) return;
    throw damaged(this.#path, "its samples do not have the checksum that its header names");
  }
}

function damaged(path: string, what: string, cause?: unknown): Fault {
  const message = `${path} is cut or damaged: ${what}. Copy it again from where it was recorded.`;
  return new Fault("BAD_FILE", message, { cause, details: { path } });
}
