import type { ComponentId } from "../../domain/plant.ts";
import type { Seconds } from "../../domain/units.ts";
import { faultNames, faultVoices } from "./faultVoices.ts";
import { harmonics } from "./harmonics.ts";
import type { ComponentModel, MachineModel } from "./machines.ts";
import { floorNoise, modeNoise, whiteNoise } from "./noise.ts";
import { Random, sineOf } from "./random.ts";
import type { Voice } from "./voice.ts";

/** Share of a component's vibration that reaches the sensors of its neighbours through the frame. */
export const crossTalk = 0.005;

/** Load and speed wander with two periods that do not fit each other: a minute of learning has seen both through. */
const periods: readonly [Seconds, Seconds] = [23, 37];

/** How badly a fault is at the moment: 0 … 1. */
export type Severity = (componentId: ComponentId, fault: string) => number;

interface Source {
  readonly component: ComponentModel;
  readonly well: readonly Voice[];
  readonly faults: readonly { readonly name: string; readonly voices: readonly Voice[] }[];
}

/** One machine as its sensors hear it. Deterministic: the same seed and the same severities give the same samples. */
export class MachineSimulator {
  readonly #machine: MachineModel;
  readonly #sources: readonly Source[];
  readonly #noises: readonly (readonly Voice[])[];
  readonly #wander: readonly number[];
  #revolutions = 0;
  #frames = 0;

  constructor(machine: MachineModel, seed: number) {
    this.#machine = machine;
    this.#sources = machine.components.map((component) => sourceOf(component, machine.sampleRate, seed));
    this.#noises = machine.components.flatMap((component) =>
      component.channels.map((channel, index) => {
        const random = new Random(seed, `${component.id}/${index}/noise`);
        return [
          whiteNoise(channel.sensorNoise, random),
          floorNoise(channel.hallNoise, 180, machine.sampleRate, random),
        ];
      }),
    );
    const random = new Random(seed, `${machine.id}/wander`);
    this.#wander = [random.even(), random.even(), random.even(), random.even()];
  }

  /**
   * The next samples of all channels, in the order of the components and their channels.
   * @returns shape [channels][length], in the unit of each channel (g, Pa)
   */
  next(length: number, severity: Severity): Float32Array<ArrayBuffer>[] {
    const { sampleRate } = this.#machine;
    const revolutions = this.#turn(length);
    const load = this.#wandering(this.#frames / sampleRate, 0);
    const drive = { sampleRate, revolutions, load };
    this.#frames += length;
    const vibrations = this.#sources.map(({ component, well, faults }) => {
      const vibration = new Float32Array(length);
      for (const voice of well) voice.add(vibration, drive, 1);
      for (const { name, voices } of faults) {
        const gain = severity(component.id, name);
        if (gain > 0) for (const voice of voices) voice.add(vibration, drive, gain);
      }
      return vibration;
    });
    const channels = this.#sources.flatMap(({ component }, own) =>
      component.channels.map(({ gain }) => heard(vibrations, own, gain)),
    );
    channels.forEach((samples, index) => {
      for (const noise of this.#noises[index]!) noise.add(samples, drive, 1);
    });
    return channels;
  }

  /** The shaft at each sample; the speed changes in a straight line from block to block. */
  #turn(length: number): Float64Array {
    const { sampleRate, speed, speedWander } = this.#machine;
    const speedAt = (frame: number) => (speed / 60) * (1 + speedWander * this.#wandering(frame / sampleRate, 2));
    const from = speedAt(this.#frames);
    const slope = (speedAt(this.#frames + length) - from) / length;
    const revolutions = new Float64Array(length);
    let turned = this.#revolutions;
    for (let i = 0; i < length; i++) {
      revolutions[i] = turned;
      turned += (from + slope * i) / sampleRate;
    }
    this.#revolutions = turned;
    return revolutions;
  }

  /** -1 … 1 */
  #wandering(time: Seconds, which: 0 | 2): number {
    const [one, two] = periods;
    return 0.6 * sineOf(time / one + this.#wander[which]!) + 0.4 * sineOf(time / two + this.#wander[which + 1]!);
  }
}

function sourceOf(component: ComponentModel, sampleRate: number, seed: number): Source {
  const random = new Random(seed, component.id);
  return {
    component,
    well: [
      harmonics(component.lines, random),
      modeNoise(component.roughness, component.mode, sampleRate, random),
      whiteNoise(component.roughness / 4, random),
    ],
    faults: faultNames(component.kind).map((name) => ({
      name,
      voices: faultVoices(component, name, sampleRate, seed),
    })),
  };
}

/** What a sensor on component `own` hears of all of them. */
function heard(vibrations: readonly Float32Array[], own: number, gain: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(vibrations[own]!.length);
  vibrations.forEach((vibration, index) => {
    const share = index === own ? gain : gain * crossTalk;
    for (let i = 0; i < samples.length; i++) samples[i]! += share * vibration[i]!;
  });
  return samples;
}
