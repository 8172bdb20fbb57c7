import { readFileSync } from "node:fs";

export interface Recording {
  readonly sampleRate: number;
  /** Shape [channels][samples], scaled. */
  readonly channels: readonly Float32Array<ArrayBuffer>[];
}

/**
 * A PCM WAV file of 16 or 24 bits: value = sample / 2^(bits − 1) · scale. Written apart from the app's own reader, so that
 * a mistake there cannot hide here.
 */
export function readRecording(path: string, scale: number): Recording {
  const bytes = readFileSync(path);
  let sampleRate = 0;
  let channelCount = 0;
  let bits = 0;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString("latin1", at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    const start = at + 8;
    if (name === "fmt ") {
      channelCount = bytes.readUInt16LE(start + 2);
      sampleRate = bytes.readUInt32LE(start + 4);
      bits = bytes.readUInt16LE(start + 14);
    } else if (name === "data") {
      const width = bits / 8;
      const count = Math.floor(size / width / channelCount);
      const unit = scale / 2 ** (bits - 1);
      const channels = Array.from({ length: channelCount }, (_, channel) =>
        Float32Array.from({ length: count }, (_, n) => {
          return bytes.readIntLE(start + (n * channelCount + channel) * width, width) * unit;
        }),
      );
      return { sampleRate, channels };
    }
    at = start + size + (size % 2);
  }
  throw new Error(`${path} holds no samples`);
}
