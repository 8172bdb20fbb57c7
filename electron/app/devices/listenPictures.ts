import type { ListenFrame } from "../../contract/listeningContract.ts";
import type { ChannelInfo } from "../../domain/channelInfo.ts";
import { blockEnd, type SampleBlock } from "../../domain/sampleBlock.ts";
import type { SensorFinding } from "../../domain/sensorFinding.ts";
import type { Hertz, Milliseconds, UtcMilliseconds } from "../../domain/units.ts";
import { displaySpectrum } from "../../features/displaySpectrum.ts";

/** Five times a second is as fast as anybody reads a level or a spectrum. */
const frameEvery: Milliseconds = 200;
/** Fine enough to tell mains hum from a machine: 12 Hz a line at 48 kHz. */
const spectrumLength = 4096;
const bands = 128;

interface Track {
  readonly recent: Float32Array;
  sumOfSquares: number;
  peak: number;
}

/** Turns the blocks of one device into looks at it: the level since the look before, and the newest spectrum of each channel. */
export class ListenPictures {
  readonly #tracks: readonly Track[];
  readonly #hasSpectrum: readonly boolean[];
  #filled = 0;
  #count = 0;
  #last: UtcMilliseconds = Number.NEGATIVE_INFINITY;

  /** @param channels what is known of them; a channel of values has no spectrum */
  constructor(channelCount: number, channels: readonly Pick<ChannelInfo, "signal">[] = []) {
    this.#tracks = Array.from({ length: channelCount }, () => ({
      recent: new Float32Array(spectrumLength),
      sumOfSquares: 0,
      peak: 0,
    }));
    this.#hasSpectrum = this.#tracks.map((_, index) => channels[index]?.signal !== "feature");
  }

  /** @returns a look when the last one is old enough */
  push(block: SampleBlock, findings: readonly SensorFinding[]): ListenFrame | undefined {
    const length = block.channels[0]?.length ?? 0;
    if (block.lostBefore > 0) this.#filled = 0;
    for (const [index, track] of this.#tracks.entries()) take(track, block.channels[index]);
    this.#filled = Math.min(spectrumLength, this.#filled + length);
    this.#count += length;
    const time = blockEnd(block);
    if (Math.abs(time - this.#last) < frameEvery) return undefined;
    this.#last = time;
    const channels = this.#tracks.map((track, index) => this.#look(track, block.sampleRate, index));
    this.#count = 0;
    return { time, sampleRate: block.sampleRate, channels, findings };
  }

  #look(track: Track, sampleRate: Hertz, index: number): ListenFrame["channels"][number] {
    const { sumOfSquares, peak } = track;
    track.sumOfSquares = 0;
    track.peak = 0;
    const heard = this.#filled === spectrumLength && this.#hasSpectrum[index];
    return {
      rms: Math.sqrt(sumOfSquares / Math.max(1, this.#count)),
      peak,
      ...(heard && { spectrum: displaySpectrum(track.recent, sampleRate, undefined, bands) }),
    };
  }
}

function take(track: Track, samples: Float32Array | undefined): void {
  if (samples === undefined) return;
  for (const sample of samples) {
    track.sumOfSquares += sample * sample;
    track.peak = Math.max(track.peak, Math.abs(sample));
  }
  const kept = samples.length > spectrumLength ? samples.subarray(samples.length - spectrumLength) : samples;
  track.recent.copyWithin(0, kept.length);
  track.recent.set(kept, spectrumLength - kept.length);
}
