import { Fault } from "../domain/fault.ts";
import { type Hertz, type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../domain/units.ts";

/** So long over a second ahead of its time, a sender may be faster than set up. */
const patience: Milliseconds = 10_000;
/** What had piled up before the first sample came comes within this time, and says nothing of the pace. */
const settlingTime: Milliseconds = 3000;
/** Beside the rate that is set up; messages of a second length and their jitter stay below it, and `SampleClock` follows up to here and beyond. */
const margin = 1.15;

/**
 * Finds that a sender is faster than set up, by samples that stay over a second ahead of their time (`SampleClock.aheadSince`) and go on
 * coming too fast: going on would stamp them ever further into the future.
 */
export class PaceWatch {
  readonly #sampleRate: Hertz;
  #since: UtcMilliseconds | undefined;
  #mark: { readonly now: UtcMilliseconds; readonly samples: number } | undefined;

  constructor(sampleRate: Hertz) {
    this.#sampleRate = sampleRate;
  }

  /**
   * To be asked whenever samples have come.
   * @param now by a clock that is never set
   * @param isAhead whether the last samples were over a second ahead of their time
   * @param samples per channel since the beginning, those lost included
   * @returns the rate of a sender that is too fast, samples a second
   */
  tooFast(now: UtcMilliseconds, isAhead: boolean, samples: number): Hertz | undefined {
    if (!isAhead) {
      this.#since = undefined;
      this.#mark = undefined;
      return undefined;
    }
    this.#since ??= now;
    if (now - this.#since < settlingTime) return undefined;
    this.#mark ??= { now, samples };
    const { now: since, samples: before } = this.#mark;
    if (now - this.#since < patience || now - since < patience - settlingTime) return undefined;
    const measured = ((samples - before) / (now - since)) * millisecondsPerSecond;
    this.#mark = { now, samples };
    return measured > margin * this.#sampleRate ? measured : undefined;
  }
}

/** What was held up for long and is drained slowly is not faster than this beside what is set up. */
const fastestBacklog = 3;

/**
 * @param source as the user knows it: a port, a topic at a broker
 * @returns RATE_NOT_OFFERED, after which it is tried again: a backlog that is drained over many seconds looks the same, and must not end
 *   the measurement of a night. BAD_INPUT where it is the setting without doubt
 */
export function tooFastFault(source: string, address: string, asked: Hertz, measured: Hertz): Fault {
  const rounded = Number(measured.toPrecision(3));
  const message = `${source} sends about ${rounded} samples a second, but is set up for ${asked}. Set the sample rate to what the device sends.`;
  const code = measured > fastestBacklog * asked ? "BAD_INPUT" : "RATE_NOT_OFFERED";
  return new Fault(code, message, { details: { address, asked, measured: rounded } });
}
