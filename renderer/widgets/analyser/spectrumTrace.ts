import type { HealthySpectrum, LineSpectrum } from "../../../electron/domain/alert.ts";
import type { Decibels, Hertz, Unit } from "../../../electron/domain/units.ts";
import { resampleBands } from "../spectrumSeries.ts";
import { type Averaging, SpectrumAverage } from "./spectrumAverage.ts";
import { frequencyOf, type LineGrid, lineAt, type Reading, readNear } from "./spectrumCursor.ts";
import { type AmplitudeScale, conversion, firstMeaningfulLine, shownAmplitude } from "./spectrumUnits.ts";

export const resolutions = ["bands", "lines"] as const;
/** `bands` as the healthy state was learned, to compare with it; `lines` for cursors. */
export type Resolution = (typeof resolutions)[number];

export interface TraceChoices {
  readonly averaging: Averaging;
  readonly unit: Unit;
  readonly scale: AmplitudeScale;
  readonly resolution: Resolution;
}

const usualBands = 256;
type Column = Float64Array | readonly (number | null)[];

/** Frequencies, healthy low, healthy high, highest so far, now: what the plot draws, all of one length. */
export type TraceColumns = readonly [Float64Array, Column, Column, Float64Array, Float64Array];

/**
 * A live spectrum as somebody chose to look at it. Lines go in; numbers to draw, read and save come out.
 * The buffers are made when the number of lines or bands changes and then written again and again.
 */
export class SpectrumTrace {
  readonly #measured: Unit;
  #choices: TraceChoices;
  #average: SpectrumAverage;
  #newest: LineSpectrum | undefined;
  #healthy: HealthySpectrum | undefined;
  #grid: LineGrid = { first: 0, step: 1, count: 0, fine: true };
  /** What each line gains by the chosen unit. */
  #gains = new Float64Array(0);
  #levels = new Float64Array(0);
  #now = new Float64Array(0);
  #highest = new Float64Array(0);
  #columns: TraceColumns = [this.#levels, [], [], this.#highest, this.#now];

  constructor(measured: Unit, choices: TraceChoices) {
    this.#measured = measured;
    this.#choices = choices;
    this.#average = new SpectrumAverage(choices.averaging);
  }

  get grid(): LineGrid {
    return this.#grid;
  }

  /** How many spectra the shown mean holds. */
  get averaged(): number {
    return this.#average.count;
  }

  /** The first line that is shown: the mean is removed, so line 0 is empty, and those below mean nothing in the chosen unit. */
  get firstLine(): number {
    const lines = firstMeaningfulLine(this.#measured, this.#choices.unit);
    return this.#grid.fine ? Math.max(1, lines) : Math.min(1, lines);
  }

  add(lines: LineSpectrum): void {
    const changed = lines.step !== this.#newest?.step || lines.levels.length !== this.#newest.levels.length;
    this.#newest = lines;
    if (changed) this.#average.restart();
    this.#average.add(lines.levels);
    if (changed) this.#prepare();
    this.#fill();
  }

  /** Shows what is there in another way; a held spectrum stays. Another averaging begins with the newest spectrum. */
  choose(choices: TraceChoices): void {
    if (choices.averaging !== this.#choices.averaging) {
      this.#average = new SpectrumAverage(choices.averaging);
      if (this.#newest !== undefined) this.#average.add(this.#newest.levels);
    }
    this.#choices = choices;
    this.#prepare();
    this.#fill();
  }

  compareWith(healthy: HealthySpectrum | undefined): void {
    this.#healthy = healthy;
    this.#prepare();
    this.#fill();
  }

  restartHighest(): void {
    this.#average.restartHighest();
    if (this.#newest !== undefined) this.#fill();
  }

  /** From the first line that is shown; the same arrays until something was chosen anew. */
  columns(): TraceColumns {
    return this.#columns;
  }

  /** Level of a line or band in dB re 1 chosen unit: for finding peaks. */
  readonly level = (line: number): Decibels => this.#levels[line]!;

  /** What a cursor at this frequency reads; undefined before the first spectrum and below the first line that is shown. */
  read(frequency: Hertz): (Reading & { readonly shown: number }) | undefined {
    if (this.#grid.count === 0 || lineAt(this.#grid, frequency) < this.firstLine) return undefined;
    const { unit, scale } = this.#choices;
    // Located on what was measured: the slope of ω across a peak would pull it to one side.
    const reading = this.#grid.fine
      ? readNear(this.#grid, (line) => this.#average.level(line), frequency)
      : readNear(this.#grid, this.level, frequency);
    const gain = this.#grid.fine ? conversion(this.#measured, unit, reading.frequency) : 0;
    const level = reading.level + gain;
    return { frequency: reading.frequency, level, shown: shownAmplitude(level, unit, scale) };
  }

  #prepare(): void {
    const lines = this.#newest;
    if (lines === undefined) return;
    const top = lines.step * (lines.levels.length - 1);
    const bands = this.#healthy?.low.length ?? usualBands;
    const { resolution, unit, scale } = this.#choices;
    this.#grid =
      resolution === "lines"
        ? { first: 0, step: lines.step, count: lines.levels.length, fine: true }
        : { first: top / bands / 2, step: top / bands, count: bands, fine: false };
    const { count } = this.#grid;
    if (this.#levels.length !== count) {
      this.#levels = new Float64Array(count);
      this.#now = new Float64Array(count);
      this.#highest = new Float64Array(count);
    }
    const from = this.firstLine;
    const frequencies = Float64Array.from({ length: count }, (_, line) => frequencyOf(this.#grid, line));
    this.#gains = Float64Array.from({ length: lines.levels.length }, (_, line) =>
      line < firstMeaningfulLine(this.#measured, unit)
        ? Number.NEGATIVE_INFINITY
        : conversion(this.#measured, unit, line * lines.step),
    );
    const band = (levels: readonly Decibels[] | undefined): Column =>
      levels === undefined || this.#healthy === undefined || resolution === "lines"
        ? new Array<null>(count - from).fill(null)
        : resampleBands(levels, this.#healthy.top, count, top)
            .slice(from)
            .map((level, index) =>
              level === null
                ? null
                : shownAmplitude(level + conversion(this.#measured, unit, frequencies[from + index]!), unit, scale),
            );
    this.#columns = [
      frequencies.subarray(from),
      band(this.#healthy?.low),
      band(this.#healthy?.high),
      this.#highest.subarray(from),
      this.#now.subarray(from),
    ];
  }

  /** Writes the buffers from the mean and the highest levels. */
  #fill(): void {
    const { unit, scale } = this.#choices;
    const { count, fine } = this.#grid;
    const lines = this.#gains.length;
    for (let index = 0; index < count; index += 1) {
      // A band narrower than a line shows the line it lies in.
      const from = fine ? index : Math.floor((index * lines) / count);
      const to = fine ? index + 1 : Math.max(from + 1, Math.floor(((index + 1) * lines) / count));
      let level = Number.NEGATIVE_INFINITY;
      let highest = Number.NEGATIVE_INFINITY;
      for (let line = from; line < to; line += 1) {
        level = Math.max(level, this.#average.level(line) + this.#gains[line]!);
        highest = Math.max(highest, this.#average.highest(line) + this.#gains[line]!);
      }
      this.#levels[index] = level;
      this.#now[index] = shownAmplitude(level, unit, scale);
      this.#highest[index] = shownAmplitude(highest, unit, scale);
    }
  }
}
