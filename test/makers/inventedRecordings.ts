import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { seededNoise } from "./seededNoise.ts";
import { integerSamples, wavFile } from "./wavFile.ts";

export interface Invented {
  readonly seconds: number;
  readonly seed: number;
  readonly sampleRate?: number;
  readonly channels?: number;
  /** Strength of impacts that a healthy machine does not have, 60 a second. */
  readonly impacts?: number;
  /** Amplitude of everything. */
  readonly gain?: number;
}

/** Writes 16-bit WAV files of a machine that never was: a shaft of 25 Hz in noise, and impacts that ring at a fifth of the rate. */
export function inventRecording(folder: string, file: string, invented: Invented): void {
  const { seconds, seed, sampleRate = 2000, channels = 1, impacts = 0, gain = 1 } = invented;
  const random = seededNoise(seed);
  const period = sampleRate / 60;
  const samples = Array.from({ length: Math.round(seconds * sampleRate) * channels }, (_, i) => {
    const n = Math.floor(i / channels);
    const since = n % period;
    const ring = impacts * Math.exp(-0.08 * since) * Math.sin((2 * Math.PI * since) / 5);
    const value = 0.2 * Math.sin((2 * Math.PI * 25 * n) / sampleRate) + 0.08 * random() + ring;
    return Math.max(-32_768, Math.min(32_767, Math.round(32_768 * 0.3 * gain * value)));
  });
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  const data = integerSamples(samples, 16);
  writeFileSync(path, wavFile({ code: 1, bits: 16, sampleRate, channelCount: channels, data }));
}
