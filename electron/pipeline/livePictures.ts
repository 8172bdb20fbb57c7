import type { MicrophoneCurve } from "../domain/microphoneCurve.ts";
import type { PointId } from "../domain/plant.ts";
import { type Hertz, type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../domain/units.ts";
import { displaySpectrum } from "../features/displaySpectrum.ts";
import type { LivePicture } from "./analysisMessages.ts";
import { lineSpectrumLength, spectrumLines } from "./spectrumLines.ts";

/** At most 20 pictures a second cross to the page. */
const shortestInterval: Milliseconds = 50;
/** Lines are long and overlap much: five times a second is as fast as they say anything new. */
const linesInterval: Milliseconds = 200;
/** One column of the waveform a pixel or two. */
const waveformColumns = 300;
/** The spectrum of this many samples: fine enough for the eye, and a power of two for a fast FFT. */
const spectrumLength = 4096;
const waveformLength = 4096;
const pictureLength = Math.max(spectrumLength, waveformLength);

/** The last samples of one watched point, drawn for the eye. Nothing of it is stored. */
export class LivePictures {
  readonly #pointId: PointId;
  readonly sampleRate: Hertz;
  readonly #recent: Float32Array;
  readonly #linesLength: number;
  #filled = 0;
  #last: UtcMilliseconds = Number.NEGATIVE_INFINITY;
  #lastLines: UtcMilliseconds = Number.NEGATIVE_INFINITY;

  constructor(pointId: PointId, sampleRate: Hertz) {
    this.#pointId = pointId;
    this.sampleRate = sampleRate;
    this.#linesLength = lineSpectrumLength(sampleRate);
    this.#recent = new Float32Array(Math.max(pictureLength, this.#linesLength));
  }

  /**
   * @param scaled samples in the unit of the point
   * @param end time after the last of them
   * @param response of the sensor, as it is known now: taken out of what is drawn over frequency
   */
  push(scaled: Float32Array, end: UtcMilliseconds, response?: MicrophoneCurve): LivePicture | undefined {
    const capacity = this.#recent.length;
    const kept = scaled.length > capacity ? scaled.subarray(scaled.length - capacity) : scaled;
    this.#recent.copyWithin(0, kept.length);
    this.#recent.set(kept, capacity - kept.length);
    this.#filled = Math.min(capacity, this.#filled + kept.length);
    if (end - this.#last < shortestInterval || this.#filled < pictureLength) return undefined;
    this.#last = end;
    return this.#draw(end, response);
  }

  #draw(end: UtcMilliseconds, response: MicrophoneCurve | undefined): LivePicture {
    const picture = this.#recent.subarray(this.#recent.length - pictureLength);
    let sumOfSquares = 0;
    let peak = 0;
    for (const sample of picture) {
      sumOfSquares += sample * sample;
      peak = Math.max(peak, Math.abs(sample));
    }
    return {
      pointId: this.#pointId,
      time: end,
      sampleRate: this.sampleRate,
      rms: Math.sqrt(sumOfSquares / pictureLength),
      peak,
      lines: this.#lines(end, response),
      spectrum: displaySpectrum(this.#recent.subarray(this.#recent.length - spectrumLength), this.sampleRate, response),
      waveform: {
        duration: (waveformLength / this.sampleRate) * millisecondsPerSecond,
        ...envelope(this.#recent.subarray(this.#recent.length - waveformLength), waveformColumns),
      },
    };
  }

  #lines(end: UtcMilliseconds, response: MicrophoneCurve | undefined): LivePicture["lines"] {
    if (this.#filled < this.#linesLength || end - this.#lastLines < linesInterval) return undefined;
    this.#lastLines = end;
    return spectrumLines(this.#recent.subarray(this.#recent.length - this.#linesLength), this.sampleRate, response);
  }
}

/** Smallest and largest sample of each of `columns` equal steps; shape [columns] each. */
export function envelope(samples: Float32Array, columns: number): { low: number[]; high: number[] } {
  const low: number[] = [];
  const high: number[] = [];
  const count = Math.min(columns, samples.length);
  for (let column = 0; column < count; column++) {
    const start = Math.floor((column * samples.length) / count);
    const stop = Math.floor(((column + 1) * samples.length) / count);
    let smallest = samples[start]!;
    let largest = smallest;
    for (let index = start + 1; index < stop; index++) {
      const sample = samples[index]!;
      if (sample < smallest) smallest = sample;
      if (sample > largest) largest = sample;
    }
    low.push(smallest);
    high.push(largest);
  }
  return { low, high };
}
