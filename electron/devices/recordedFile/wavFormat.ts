import type { Hertz } from "../../domain/units.ts";

/** How samples are laid out in the data chunk of a WAV file. */
export interface WavFormat {
  readonly channelCount: number;
  readonly sampleRate: Hertz;
  readonly kind: "integer" | "float";
  /** Bits of the container of one sample: 8, 16, 24, 32 or 64. */
  readonly bits: number;
  readonly frameBytes: number;
}

const pcm = 1;
const ieeeFloat = 3;
const extensible = 0xfffe;

/**
 * Reads a `fmt ` chunk (Microsoft, Multiple Channel Audio Data and WAVE Files).
 * @returns the layout, or in words what cannot be read about it
 */
export function parseWavFormat(chunk: Buffer): WavFormat | string {
  if (chunk.length < 16) return "its fmt chunk is too short";
  const named = chunk.readUInt16LE(0);
  // The first two bytes of the sub-format's GUID are the format code.
  const code = named === extensible && chunk.length >= 26 ? chunk.readUInt16LE(24) : named;
  const channelCount = chunk.readUInt16LE(2);
  const sampleRate = chunk.readUInt32LE(4);
  const frameBytes = chunk.readUInt16LE(12);
  if (channelCount === 0 || sampleRate === 0) return `it claims ${channelCount} channels at ${sampleRate} Hz`;
  // The container counts, not the valid bits: those are left-justified in it.
  const bits = (8 * frameBytes) / channelCount;
  if (code === pcm && [8, 16, 24, 32].includes(bits)) {
    return { channelCount, sampleRate, kind: "integer", bits, frameBytes };
  }
  if (code === ieeeFloat && [32, 64].includes(bits)) {
    return { channelCount, sampleRate, kind: "float", bits, frameBytes };
  }
  return `its samples are stored as format ${code} with ${bits} bits`;
}

type ReadSample = (view: DataView, offset: number) => number;

const readSample: Record<string, ReadSample> = {
  integer8: (view, offset) => (view.getUint8(offset) - 128) / 128,
  integer16: (view, offset) => view.getInt16(offset, true) / 32_768,
  integer24: (view, offset) => (view.getUint8(offset) | (view.getInt16(offset + 1, true) << 8)) / 8_388_608,
  integer32: (view, offset) => view.getInt32(offset, true) / 2_147_483_648,
  float32: (view, offset) => view.getFloat32(offset, true),
  float64: (view, offset) => view.getFloat64(offset, true),
};

/**
 * Interleaved bytes as one array a channel.
 * @param bytes whole frames; a cut last frame is left out
 * @returns shape [channels][frames], integers of full scale ±1
 */
export function decodeFrames(bytes: Buffer, format: WavFormat): Float32Array<ArrayBuffer>[] {
  const read = readSample[format.kind + format.bits]!;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frames = Math.floor(bytes.byteLength / format.frameBytes);
  const step = format.bits / 8;
  return Array.from({ length: format.channelCount }, (_, channel) => {
    const samples = new Float32Array(frames);
    let offset = channel * step;
    for (let i = 0; i < frames; i++) {
      samples[i] = read(view, offset);
      offset += format.frameBytes;
    }
    return samples;
  });
}
