import type { DeviceId, Point } from "../domain/plant.ts";
import { blockLength, type SampleBlock } from "../domain/sampleBlock.ts";
import type { SensorFinding, SensorFindingKind } from "../domain/sensorFinding.ts";
import { type Hertz, type Milliseconds, millisecondsPerSecond, type Seconds } from "../domain/units.ts";
import { sameSamples, shapeOf } from "../features/sameSamples.ts";
import { type ChannelFindingKind, ChannelWatch } from "./channelWatch.ts";
import { type Facts, FindingLatch } from "./findingLatch.ts";

export interface WatchedDevice {
  readonly deviceId: DeviceId;
  /** As it was set up. */
  readonly sampleRate: Hertz;
  readonly channelCount: number;
  /** Kind of its driver: it says what full scale is. */
  readonly driver: string;
  /** Points of this device; none for one that is not in use yet. */
  readonly points: readonly Point[];
  /** Between two looks at a channel that is well; one in doubt is looked at every second. 1 while a person listens. */
  readonly every?: Seconds | undefined;
}

const usualEvery: Seconds = 10;
/** Slower sources send values, not a waveform: what stands still there may be a temperature. */
const slowestWaveform: Hertz = 50;
/** Enough to tell two sensors apart, and no more than a block has. */
const compared = 512;
const fewestCompared = 64;
const harmlessLoss: Seconds = 0.01;
const rateEvery: Milliseconds = 1000;
/** From here on the rate is told, and from here on features mean something else. */
const rateHint = 0.01;
const rateTrouble = 0.03;

/**
 * Looks at the raw samples of one device for what is wrong with its sensors: at each channel for two thirds of a second every ten,
 * one after the other, and every second while something is in doubt. Pure: time is that of the blocks. What only the healthy
 * spectrum of a model can tell is not its matter.
 */
export class SensorWatch {
  readonly #device: WatchedDevice;
  readonly #channels: readonly ChannelWatch[];
  readonly #rate = new FindingLatch();
  readonly #every: Milliseconds;
  #rateDue = Number.NEGATIVE_INFINITY;
  #compareDue = Number.NEGATIVE_INFINITY;

  constructor(device: WatchedDevice) {
    this.#device = device;
    this.#every = (device.every ?? usualEvery) * millisecondsPerSecond;
    this.#channels = Array.from({ length: device.channelCount }, (_, channel) => {
      const point = device.points.find((each) => each.channel === channel);
      return new ChannelWatch(device.driver, point, this.#every);
    });
  }

  /** Looks at a block while its samples are there; keeps copies of what it needs. */
  push(block: SampleBlock): void {
    const { time, sampleRate, lostBefore } = block;
    if (time >= this.#rateDue) this.#lookAtRate(block);
    if (sampleRate < slowestWaveform) return;
    // A line or two that were refused do not matter to what is looked for.
    const follows = lostBefore <= harmlessLoss * sampleRate;
    const spacing = this.#every / Math.max(1, this.#channels.length);
    for (const [channel, watch] of this.#channels.entries()) {
      const samples = block.channels[channel];
      // A person who listens wants to know at once.
      const stagger = this.#every > rateEvery ? channel * spacing : 0;
      if (samples !== undefined) watch.push(samples, time, sampleRate, follows, stagger);
    }
    if (time >= this.#compareDue && blockLength(block) >= fewestCompared) this.#compare(block);
  }

  /** What is wrong at this moment. */
  findings(): readonly SensorFinding[] {
    const { deviceId, points } = this.#device;
    const found: SensorFinding[] = [];
    const rate = this.#rate.finding;
    if (rate) {
      const { expected, measured } = rate.facts as { expected: number; measured: number };
      const weight = Math.abs(measured / expected - 1) >= rateTrouble ? "trouble" : "hint";
      found.push({ kind: "rate changed", deviceId, weight, ...rate });
    }
    for (const [channel, watch] of this.#channels.entries()) {
      const pointId = points.find((point) => point.channel === channel)?.id;
      for (const [kind, latch] of Object.entries(watch.latches) as [ChannelFindingKind, FindingLatch][]) {
        const told = latch.finding;
        if (!told) continue;
        const weight = weightOf(kind, watch);
        found.push({ kind, deviceId, channel, weight, ...told, ...(pointId !== undefined && { pointId }) });
      }
    }
    return found;
  }

  #lookAtRate({ time, sampleRate, clock }: SampleBlock): void {
    this.#rateDue = time + rateEvery;
    const expected = this.#device.sampleRate;
    const drift = (clock?.drift ?? 0) / 1e6;
    const uncertainty = (clock?.uncertainty ?? 0) / 1e6;
    const measured = sampleRate * (1 + drift);
    const off = Math.abs(measured / expected - 1) - 3 * uncertainty;
    this.#rate.look(time, off >= rateHint ? { expected, measured } : undefined);
  }

  /** Every pair of channels that is not constant, by the same moment of both. */
  #compare({ time, channels }: SampleBlock): void {
    const shapes = channels.slice(0, this.#channels.length).map((samples) => shapeOf(samples.subarray(0, compared)));
    const twins = new Map<number, Facts>();
    for (const [one, shape] of shapes.entries()) {
      for (let other = one + 1; shape !== undefined && other < shapes.length; other++) {
        const twin = shapes[other];
        const factor = twin && sameSamples(shape, twin);
        if (factor === undefined) continue;
        const about = (twin: number): Facts => (factor < 0 ? { other: twin, inverted: 1 } : { other: twin });
        if (!twins.has(one)) twins.set(one, about(other));
        if (!twins.has(other)) twins.set(other, about(one));
      }
    }
    let inDoubt = false;
    for (const [channel, watch] of this.#channels.entries()) {
      const latch = watch.latches["same as another"];
      latch.look(time, twins.get(channel));
      inDoubt ||= latch.isInDoubt;
    }
    this.#compareDue = time + (inDoubt ? Math.min(rateEvery, this.#every) : this.#every);
  }
}

/**
 * Only what cannot hold the machine any more is trouble: a component that is not judged raises no alarm. A machine that knocks so
 * hard that its sensor clips is still heard, and so is one beside hum.
 */
function weightOf(kind: SensorFindingKind, watch: ChannelWatch): SensorFinding["weight"] {
  return kind === "dead" && watch.isConstant ? "trouble" : "hint";
}
