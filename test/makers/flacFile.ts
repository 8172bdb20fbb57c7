import { createHash } from "node:crypto";

export interface FlacMakeUp {
  readonly sampleRate: number;
  readonly bits: 8 | 16 | 24;
  /** Shape [channels][samples], whole numbers. */
  readonly channels: readonly (readonly number[])[];
  readonly blockSize?: number;
  /** Instead of the right one. */
  readonly md5?: Buffer;
  /** Instead of the right one; 0 leaves it open. */
  readonly totalSamples?: number;
}

/** Bits in a row, the highest first. */
class BitWriter {
  readonly #bytes: number[] = [];
  #open = 0;
  #count = 0;

  write(value: number, bits: number): void {
    for (let bit = bits - 1; bit >= 0; bit--) {
      this.#open = (this.#open << 1) | (Math.floor(value / 2 ** bit) & 1);
      this.#count += 1;
      if (this.#count < 8) continue;
      this.#bytes.push(this.#open);
      this.#open = 0;
      this.#count = 0;
    }
  }

  bytes(): Buffer {
    return Buffer.from(this.#bytes);
  }
}

/** A FLAC file of verbatim subframes after RFC 9639: nothing is compressed, every bit is where the document says. */
export function flacFile(makeUp: FlacMakeUp): Buffer {
  const { channels, blockSize = 256 } = makeUp;
  const length = channels[0]!.length;
  const frames: Buffer[] = [];
  for (let from = 0; from < length; from += blockSize) {
    const part = channels.map((samples) => samples.slice(from, from + blockSize));
    frames.push(frame(makeUp, part, frames.length));
  }
  return Buffer.concat([Buffer.from("fLaC"), streamInfo(makeUp, blockSize), ...frames]);
}

function streamInfo(makeUp: FlacMakeUp, blockSize: number): Buffer {
  const { sampleRate, bits, channels, totalSamples = channels[0]!.length, md5 = md5Of(makeUp) } = makeUp;
  const info = new BitWriter();
  info.write(1, 1);
  info.write(0, 7);
  info.write(34, 24);
  info.write(blockSize, 16);
  info.write(blockSize, 16);
  info.write(0, 24);
  info.write(0, 24);
  info.write(sampleRate, 20);
  info.write(channels.length - 1, 3);
  info.write(bits - 1, 5);
  info.write(totalSamples, 36);
  return Buffer.concat([info.bytes(), md5]);
}

/** Over the samples as little-endian whole numbers, interleaved. */
function md5Of({ channels, bits }: FlacMakeUp): Buffer {
  const width = bits / 8;
  const bytes = Buffer.alloc(channels.length * channels[0]!.length * width);
  let at = 0;
  for (const n of channels[0]!.keys()) {
    for (const samples of channels) {
      bytes.writeIntLE(samples[n]!, at, width);
      at += width;
    }
  }
  return createHash("md5").update(bytes).digest();
}

function frame(
  { sampleRate, bits, channels }: FlacMakeUp,
  part: readonly (readonly number[])[],
  number: number,
): Buffer {
  const header = new BitWriter();
  header.write(0b1111_1111_1111_1000, 16);
  // Block size and sample rate stand behind the frame number: 16 bits each.
  header.write(0b0111, 4);
  header.write(sampleRate < 65_536 ? 0b1101 : 0b0000, 4);
  header.write(channels.length - 1, 4);
  header.write({ 8: 0b001, 16: 0b100, 24: 0b110 }[bits], 3);
  header.write(0, 1);
  for (const byte of codedNumber(number)) header.write(byte, 8);
  header.write(part[0]!.length - 1, 16);
  if (sampleRate < 65_536) header.write(sampleRate, 16);
  const head = header.bytes();
  const body = new BitWriter();
  for (const samples of part) {
    body.write(0b0000_0010, 8);
    for (const sample of samples) body.write(sample < 0 ? sample + 2 ** bits : sample, bits);
  }
  const all = Buffer.concat([head, Buffer.from([checksum(head, 8, 0x07)]), body.bytes()]);
  const end = Buffer.alloc(2);
  end.writeUInt16BE(checksum(all, 16, 0x8005));
  return Buffer.concat([all, end]);
}

/** As UTF-8 writes a code point. */
function codedNumber(number: number): Buffer {
  return Buffer.from(String.fromCodePoint(number));
}

function checksum(bytes: Buffer, width: number, polynomial: number): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << (width - 8);
    for (let bit = 0; bit < 8; bit++) sum = sum & (1 << (width - 1)) ? (sum << 1) ^ polynomial : sum << 1;
    sum &= 2 ** width - 1;
  }
  return sum;
}
