import { readRecording } from "../devices/recordedFile/readRecording.ts";
import type { BearingGeometry } from "../domain/bearing.ts";
import { Fault } from "../domain/fault.ts";
import type { Hertz, RevolutionsPerMinute, Seconds } from "../domain/units.ts";
import { type BearingAnalysis, bearingAnalysis } from "../features/bearingAnalysis.ts";
import { estimateSpeed } from "../features/estimateSpeed.ts";
import type { Recipe } from "../features/recipe.ts";
import { defaultRecipe, recipeOf } from "../features/recipes.ts";
import { WindowCutter } from "../features/windowCutter.ts";
import { windowSeconds } from "../pipeline/pointAnalysis.ts";

export interface FileAnalysis {
  readonly file: string;
  readonly sampleRate: Hertz;
  readonly duration: Seconds;
  readonly recipe: string;
  readonly channels: readonly ChannelAnalysis[];
}

export interface ChannelAnalysis {
  readonly name: string;
  readonly windows: number;
  /** Mean of each feature over the windows that could be computed. */
  readonly features: Readonly<Record<string, number>>;
  /** When a bearing was asked for. */
  readonly bearing?: BearingReport | undefined;
}

export interface BearingReport extends BearingAnalysis {
  /** 0 … 1 of a speed estimated from the signal; null when it was given. */
  readonly speedConfidence: number | null;
}

export interface AnalysisWish {
  /** Name of a channel, or its number from 1 on; all channels unless given. */
  readonly channel?: string | undefined;
  readonly bearing?: BearingWish | undefined;
  /** Id of the recipe for the features; the one that a station uses unless given. */
  readonly recipe?: string | undefined;
  /** Of the file, where it does not say it. */
  readonly sampleRate?: Hertz | undefined;
  /** Name or pattern of the variables of a MATLAB file. */
  readonly variable?: string | undefined;
}

export interface BearingWish {
  readonly geometry: BearingGeometry;
  /** Estimated from each channel unless given. */
  readonly speed?: RevolutionsPerMinute | undefined;
}

/**
 * What a recording holds: the same one-second windows and features that a station computes, and the envelope analysis of a bearing.
 * @throws Fault BAD_FILE; BAD_INPUT without a sample rate, or which variable; NOT_FOUND for a channel or recipe there is not; TOO_LITTLE_DATA below a second, or as `bearingAnalysis`
 */
export async function analyzeFile(file: string, wish: AnalysisWish = {}): Promise<FileAnalysis> {
  const recipe = wish.recipe === undefined ? defaultRecipe : recipeOf(wish.recipe);
  const { channels, sampleRate, names } = await readRecording(file, wish.sampleRate, { variable: wish.variable });
  const samples = channels[0]?.length ?? 0;
  if (samples < sampleRate * windowSeconds) {
    throw new Fault(
      "TOO_LITTLE_DATA",
      `${file} holds ${(samples / sampleRate).toFixed(2)} s; at least ${windowSeconds} s is needed to compute features.`,
    );
  }
  const named = channels.map((channel, index) => ({ channel, name: names[index] ?? `channel ${index + 1}` }));
  const { bearing } = wish;
  return {
    file,
    sampleRate,
    duration: samples / sampleRate,
    recipe: recipe.id,
    channels: chosen(named, wish.channel, file).map(({ channel, name }) => ({
      name,
      ...meanFeatures(channel, sampleRate, recipe),
      ...(bearing && { bearing: bearingReport(new Float64Array(channel), sampleRate, bearing) }),
    })),
  };
}

function bearingReport(samples: Float64Array, sampleRate: Hertz, { geometry, speed }: BearingWish): BearingReport {
  if (speed !== undefined) return { ...bearingAnalysis(samples, sampleRate, geometry, speed), speedConfidence: null };
  const estimate = estimateSpeed(samples, sampleRate);
  if (!estimate) {
    throw new Fault("BAD_INPUT", "No shaft speed stands out of the recording. Give it in revolutions per minute.");
  }
  return { ...bearingAnalysis(samples, sampleRate, geometry, estimate.speed), speedConfidence: estimate.confidence };
}

function chosen<Named extends { readonly name: string }>(
  all: readonly Named[],
  wish: string | undefined,
  file: string,
): readonly Named[] {
  if (wish === undefined) return all;
  // a name goes before a number: channels may be called "2"
  const found = all.find((entry) => entry.name === wish) ?? all[Number(wish) - 1];
  if (found) return [found];
  throw new Fault(
    "NOT_FOUND",
    `${file} has no channel "${wish}". Its channels are ${all.map((entry, index) => `${index + 1} (${entry.name})`).join(", ")}.`,
  );
}

function meanFeatures(
  channel: Float32Array,
  sampleRate: Hertz,
  recipe: Recipe,
): { windows: number; features: Record<string, number> } {
  const run = recipe.prepare(sampleRate);
  const names = recipe.names(sampleRate);
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
