import { writeFile } from "node:fs/promises";
import type { Writable } from "node:stream";
import type { Hertz } from "../../domain/units.ts";
import { encodeWav } from "../../domain/wav.ts";

/**
 * Writes a WAV file of 32-bit floats; resolves once the operating system has taken every byte.
 * @throws Fault BAD_SHAPE, BAD_INPUT as `encodeWav`; the error of the file or stream
 */
export async function writeWav(
  target: string | Writable,
  channels: readonly Float32Array[],
  sampleRate: Hertz,
): Promise<void> {
  const bytes = encodeWav(channels, sampleRate);
  if (typeof target === "string") return writeFile(target, bytes);
  await new Promise<void>((resolve, reject) => target.write(bytes, (error) => (error ? reject(error) : resolve())));
}
