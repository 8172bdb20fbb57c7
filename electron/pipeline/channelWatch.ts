import type { Point } from "../domain/plant.ts";
import type { SensorFindingKind } from "../domain/sensorFinding.ts";
import { type Hertz, type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../domain/units.ts";
import { type ChannelLook, lookAtChannel, lookLength } from "../features/channelLook.ts";
import { plausibleLevel } from "../features/plausibleLevel.ts";
import { type Facts, FindingLatch } from "./findingLatch.ts";

export type ChannelFindingKind = Extract<
  SensorFindingKind,
  "clipping" | "dead" | "mains hum" | "same as another" | "implausible level"
>;

/** Less than this of the samples at full scale is a knock now and then. */
const leastClipped = 0.0005;
/** Relative to full scale: quieter than the input of any converter with something at it. */
const openInput = 1e-5;
const noiseAlone = 0.4;
/** Drivers whose samples are relative to full scale. */
const fullScaleDrivers: readonly string[] = ["usbAudio"];
/** A channel in doubt is looked at this often. */
const doubtEvery: Milliseconds = 1000;

/** Gathers samples of one channel now and then, and follows what they show. */
export class ChannelWatch {
  readonly latches: Readonly<Record<ChannelFindingKind, FindingLatch>> = {
    clipping: new FindingLatch(),
    dead: new FindingLatch(),
    "mains hum": new FindingLatch(),
    "same as another": new FindingLatch(),
    "implausible level": new FindingLatch(),
  };
  /** Nothing but a constant: there is no measurement at all. */
  isConstant = false;
  readonly #driver: string;
  readonly #point: Point | undefined;
  readonly #every: Milliseconds;
  #due: UtcMilliseconds | undefined;
  #gathering: Float32Array | undefined;
  #filled = 0;

  /** @param every between two looks while nothing is in doubt */
  constructor(driver: string, point: Point | undefined, every: Milliseconds) {
    this.#driver = driver;
    this.#point = point;
    this.#every = every;
  }

  /** @param stagger how long the first look waits, so that not all channels are looked at together */
  push(samples: Float32Array, time: UtcMilliseconds, sampleRate: Hertz, follows: boolean, stagger: Milliseconds): void {
    this.#due ??= time + stagger;
    if (time < this.#due) return;
    const length = lookLength(sampleRate);
    if (this.#gathering?.length !== length) {
      this.#gathering = new Float32Array(length);
      this.#filled = 0;
    } else if (!follows) this.#filled = 0;
    const taken = samples.subarray(0, length - this.#filled);
    this.#gathering.set(taken, this.#filled);
    this.#filled += taken.length;
    if (this.#filled < length) return;
    this.#follow(time, lookAtChannel(this.#gathering, sampleRate));
    this.#gathering = undefined;
    const inDoubt = Object.values(this.latches).some((latch) => latch.isInDoubt);
    this.#due = time + (inDoubt ? Math.min(doubtEvery, this.#every) : this.#every) - lookTime(length, sampleRate);
  }

  #follow(time: UtcMilliseconds, look: ChannelLook | undefined): void {
    const { latches } = this;
    // A sample that is no number is refused further on, with words of its own.
    if (look === undefined) return;
    this.isConstant = look.constant;
    latches.dead.look(time, this.#dead(look));
    if (look.constant) {
      // Who hears nothing at all does not clip or hum any more.
      if (latches.dead.finding)
        for (const [kind, latch] of Object.entries(latches)) if (kind !== "dead") latch.release();
      return;
    }
    latches.clipping.look(time, look.clipped >= leastClipped ? { share: look.clipped } : undefined);
    const { hum } = look;
    latches["mains hum"].look(time, hum && { frequency: hum.frequency, above: hum.above });
    latches["implausible level"].look(time, this.#implausible(look));
  }

  #dead({ constant, rms, flatness }: ChannelLook): Facts | undefined {
    if (constant) return {};
    const isOpen = fullScaleDrivers.includes(this.#driver) && rms < openInput && flatness > noiseAlone;
    return isOpen ? { level: 20 * Math.log10(rms) } : undefined;
  }

  #implausible({ rms }: ChannelLook): Facts | undefined {
    const range = this.#point && plausibleLevel(this.#point.quantity, this.#point.unit);
    if (this.#point === undefined || range === undefined) return undefined;
    const level = rms / Math.abs(this.#point.sensitivity);
    if (level >= range.low && level <= range.high) return undefined;
    return { level, unit: this.#point.unit, usual: level < range.low ? range.low : range.high };
  }
}

function lookTime(length: number, sampleRate: Hertz): Milliseconds {
  return (length / sampleRate) * millisecondsPerSecond;
}
