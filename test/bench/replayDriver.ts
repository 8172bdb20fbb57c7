import { setTimeout as sleep } from "node:timers/promises";
import type { Driver } from "../../electron/devices/driver.ts";
import type { DeviceId, DeviceSetup } from "../../electron/domain/plant.ts";
import type { SampleBlock } from "../../electron/domain/sampleBlock.ts";
import { type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../../electron/domain/units.ts";

const blocksPerSecond = 10;

/** When the samples of a device were there: by the steady clock that latencies are measured with. */
interface Replay {
  readonly origin: UtcMilliseconds;
  readonly started: Milliseconds;
}

/**
 * A live source that plays signals from memory, over and over, at their true pace: what it costs to make them is paid before.
 * What remains (a copy of each block, as a reader may take it over) is measured, so that it can be taken off.
 */
export class ReplayDriver implements Driver {
  readonly kind = "replay";
  /** Time spent on copying blocks since the driver was made. */
  copying: Milliseconds = 0;
  readonly #signals: readonly Float32Array<ArrayBuffer>[];
  readonly #replays = new Map<DeviceId, Replay>();

  /** @param signals all of the same length, a whole number of blocks; channel after channel takes the next of them */
  constructor(signals: readonly Float32Array<ArrayBuffer>[]) {
    this.#signals = signals;
  }

  isLive(): boolean {
    return true;
  }

  /** When the block that holds the last sample before `time` was complete, by `performance.now()`. */
  completeAt(deviceId: DeviceId, time: UtcMilliseconds): Milliseconds {
    const { origin, started } = this.#replays.get(deviceId)!;
    const period = millisecondsPerSecond / blocksPerSecond;
    // A time is some microseconds off after sums of fractions: less than a sample, and no reason to wait for another block.
    return started + Math.ceil((time - origin) / period - 1e-4) * period;
  }

  async *capture(setup: DeviceSetup, stop: AbortSignal): AsyncGenerator<SampleBlock, void, undefined> {
    const { id: deviceId, sampleRate, channelCount } = setup;
    const length = sampleRate / blocksPerSecond;
    const shift = Number(setup.address);
    const replay = { origin: Date.now(), started: performance.now() };
    this.#replays.set(deviceId, replay);
    for (let sequence = 0; ; sequence++) {
      const due = replay.started + ((sequence + 1) * millisecondsPerSecond) / blocksPerSecond;
      const early = due - performance.now();
      if (early > 0) await sleep(early, undefined, { signal: stop }).catch(() => {});
      if (stop.aborted) return;
      const time = replay.origin + (sequence * millisecondsPerSecond) / blocksPerSecond;
      const before = performance.now();
      const channels = Array.from({ length: channelCount }, (_, channel) => {
        const signal = this.#signals[(shift + channel) % this.#signals.length]!;
        const start = ((sequence + shift + 3 * channel) * length) % signal.length;
        return signal.slice(start, start + length);
      });
      this.copying += performance.now() - before;
      yield { deviceId, sequence, time, sampleRate, channels, lostBefore: 0 };
    }
  }

  async find() {
    return [];
  }

  async describe(): Promise<never> {
    throw new Error("A replay is set up by the bench alone.");
  }

  async doctor() {
    return { driver: this.kind, ready: true, finding: "Plays from memory." };
  }
}
