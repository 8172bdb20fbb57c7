import { Fault } from "./fault.ts";
import type { Hertz } from "./units.ts";

const headerBytes = 58;
const bytesPerSample = 4;
const ieeeFloat = 3;

/**
 * A whole WAV file of 32-bit floats (WAVE_FORMAT_IEEE_FLOAT with the `fact` chunk that format asks for).
 * @param channels one array a channel, all of the same length; written as they are, not clipped
 * @returns the bytes of the file
 * @throws Fault BAD_SHAPE without channels or with channels of different length, BAD_INPUT above the 4 GiB of a WAV file
 */
export function encodeWav(channels: readonly Float32Array[], sampleRate: Hertz): Uint8Array<ArrayBuffer> {
  const frames = channels[0]?.length ?? 0;
  if (channels.length === 0 || channels.some((channel) => channel.length !== frames)) {
    throw new Fault("BAD_SHAPE", "A WAV file needs at least one channel, and all channels of the same length.", {
      details: { lengths: channels.map((channel) => channel.length) },
    });
  }
  const frameBytes = channels.length * bytesPerSample;
  const dataBytes = frames * frameBytes;
  if (headerBytes + dataBytes > 0xffff_ffff) {
    throw new Fault("BAD_INPUT", `A WAV file holds at most 4 GiB, ${dataBytes} bytes are too many: cut the recording.`);
  }
  const view = new DataView(new ArrayBuffer(headerBytes + dataBytes));
  const text = (offset: number, word: string) => {
    for (let i = 0; i < word.length; i++) view.setUint8(offset + i, word.charCodeAt(i));
  };
  text(0, "RIFF");
  view.setUint32(4, headerBytes - 8 + dataBytes, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 18, true);
  view.setUint16(20, ieeeFloat, true);
  view.setUint16(22, channels.length, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * frameBytes, true);
  view.setUint16(32, frameBytes, true);
  view.setUint16(34, 8 * bytesPerSample, true);
  text(38, "fact");
  view.setUint32(42, 4, true);
  view.setUint32(46, frames, true);
  text(50, "data");
  view.setUint32(54, dataBytes, true);
  for (const [c, channel] of channels.entries()) {
    let offset = headerBytes + c * bytesPerSample;
    for (const sample of channel) {
      view.setFloat32(offset, sample, true);
      offset += frameBytes;
    }
  }
  return new Uint8Array(view.buffer);
}
