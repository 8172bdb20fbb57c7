import { readRecording } from "../devices/recordedFile/readRecording.ts";
import { Fault } from "../domain/fault.ts";
import type { Hertz, Seconds } from "../domain/units.ts";
import { defaultRecipe } from "../features/recipes.ts";
import { WindowCutter } from "../features/windowCutter.ts";
import { windowSeconds } from "../pipeline/pointAnalysis.ts";

export interface FileAnalysis {
  readonly file: string;
  readonly sampleRate: Hertz;
  readonly duration: Seconds;
  readonly recipe: string;
  readonly channels: readonly {
    readonly name: string;
    readonly windows: number;
    /** Mean of each feature over the windows that could be computed. */
    readonly features: Readonly<Record<string, number>>;
  }[];
}

/** What a recording holds: the same one-second windows and features that a station computes. @throws Fault BAD_FILE */
export async function analyzeFile(file: string): Promise<FileAnalysis> {
  const { channels, sampleRate, names } = await readRecording(file);
  const samples = channels[0]?.length ?? 0;
  if (samples < sampleRate * windowSeconds) {
    throw new Fault(
      "TOO_LITTLE_DATA",
      `${file} holds ${(samples / sampleRate).toFixed(2)} s; at least ${windowSeconds} s is needed to compute features.`,
    );
  }
  return {
    file,
    sampleRate,
    duration: samples / sampleRate,
    recipe: defaultRecipe.id,
    channels: channels.map((channel, index) => ({
      name: names[index] ?? `channel ${index + 1}`,
      ...meanFeatures(channel, sampleRate),
    })),
  };
}

function meanFeatures(channel: Float32Array, sampleRate: Hertz): { windows: number; features: Record<string, number> } {
  const run = defaultRecipe.prepare(sampleRate);
  const names = defaultRecipe.names(sampleRate);
  const sums = new Float64Array(names.length);
  let windows = 0;
  for (const window of new WindowCutter(Math.round(sampleRate * windowSeconds)).push(channel)) {
    const values = run.compute(window);
    if (values === null) continue;
    windows += 1;
    for (const [index, value] of values.entries()) sums[index]! += value;
  }
  return {
    windows,
    features: windows === 0 ? {} : Object.fromEntries(names.map((name, index) => [name, sums[index]! / windows])),
  };
}
