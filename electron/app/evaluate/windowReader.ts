import type { DisplaySpectrum } from "../../domain/alert.ts";
import { Fault } from "../../domain/fault.ts";
import type { OperatingTag } from "../../domain/operatingTag.ts";
import type { Hertz, Seconds } from "../../domain/units.ts";
import { displaySpectrum } from "../../features/displaySpectrum.ts";
import { recipeOf } from "../../features/recipes.ts";
import { operatingTagOf } from "./readManifest.ts";
import type { SegmentReader, Stretch } from "./segmentReader.ts";
import { type WindowPlan, windowsOf } from "./windowPlan.ts";

/** The windows of one row as a station would compute them. */
export interface RowWindows {
  readonly sampleRate: Hertz;
  readonly channelCount: number;
  readonly duration: Seconds;
  readonly tag: OperatingTag | undefined;
  /** Shape [windows][features]: the vectors of all channels, joined; null where a channel could not be computed. */
  readonly values: readonly (Float32Array | null)[];
  /** Shape [windows][channels]. */
  readonly spectra: readonly (readonly DisplaySpectrum[])[];
}

/** About 100 MB of features and spectra of two channels. */
const mostKeptWindows = 20_000;

/** Computes windows of rows; the same stretch of a recording serves many tasks, so the newest are kept. */
export class WindowReader {
  readonly segments: SegmentReader;
  readonly #kept = new Map<string, RowWindows>();
  #keptWindows = 0;

  constructor(segments: SegmentReader) {
    this.segments = segments;
  }

  /** @throws Fault as `SegmentReader.read`, and BAD_INPUT for a rate that the recipe cannot serve */
  async read(row: Stretch, plan: WindowPlan, recipe: string): Promise<RowWindows> {
    const key = JSON.stringify([row.file, row.from, row.to, plan.length, recipe]);
    const kept = this.#kept.get(key);
    if (kept) return kept;
    const { entry, sampleRate, channels } = await this.segments.read(row);
    const run = recipeOf(recipe).prepare(sampleRate);
    const samples = channels[0]!.length;
    const cuts = windowsOf(samples, sampleRate, plan);
    const parts = cuts.map(({ start, length }) => channels.map((channel) => channel.subarray(start, start + length)));
    const found: RowWindows = {
      sampleRate,
      channelCount: channels.length,
      duration: samples / sampleRate,
      tag: operatingTagOf(entry),
      values: parts.map((part) => joined(part.map((window) => run.compute(window)))),
      spectra: parts.map((part) => part.map((window) => displaySpectrum(window, sampleRate))),
    };
    this.#keep(key, found);
    return found;
  }

  /**
   * The same for a row of a task whose first row is known.
   * @throws Fault as `read`, and BAD_FILE when the row comes from other sensors than the first
   */
  async readLike(first: RowWindows, row: Stretch, plan: WindowPlan, recipe: string): Promise<RowWindows> {
    const found = await this.read(row, plan, recipe);
    const differs =
      found.channelCount !== first.channelCount
        ? `${found.channelCount} channels where the first of its task has ${first.channelCount}`
        : found.sampleRate !== first.sampleRate
          ? `${found.sampleRate} Hz where the first of its task has ${first.sampleRate} Hz`
          : undefined;
    if (differs === undefined) return found;
    const message = `${row.file} has ${differs}. One model hears the same channels at one rate: convert the recording, or split the task.`;
    throw this.segments.misplaced(row.line, new Fault("BAD_FILE", message));
  }

  #keep(key: string, found: RowWindows): void {
    this.#kept.set(key, found);
    this.#keptWindows += found.values.length;
    for (const [oldest, { values }] of this.#kept) {
      if (this.#keptWindows <= mostKeptWindows) break;
      this.#kept.delete(oldest);
      this.#keptWindows -= values.length;
    }
  }
}

function joined(vectors: readonly (Float32Array | null)[]): Float32Array | null {
  const whole: number[] = [];
  for (const vector of vectors) {
    if (vector === null) return null;
    whole.push(...vector);
  }
  return Float32Array.from(whole);
}
