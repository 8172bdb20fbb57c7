import type { DisplaySpectrum, HealthySpectrum } from "../../electron/domain/alert.ts";
import type { Point } from "../../electron/domain/plant.ts";
import type { SampleBlock } from "../../electron/domain/sampleBlock.ts";
import type { Quantity, Unit } from "../../electron/domain/units.ts";
import { displaySpectrum } from "../../electron/features/displaySpectrum.ts";
import { healthySpectrum } from "../../electron/features/healthySpectrum.ts";
import { SensorDesk } from "../../electron/pipeline/sensorDesk.ts";

export interface TrialChannel {
  readonly quantity: Quantity;
  readonly unit: Unit;
  /** Windows of its healthy state; without any, it has no model. */
  readonly healthy?: readonly DisplaySpectrum[] | undefined;
}

/** What the sensors of a machine were said to have while samples went by. */
export interface Told {
  /** "kind channel weight" of everything that was told at any moment. */
  readonly findings: readonly string[];
  /** Factors of levels that jumped. */
  readonly factors: readonly number[];
  /** Windows of one second, and how many of them were kept from being judged. */
  readonly windows: number;
  readonly withheld: number;
}

const secondsLeast = 5;

/** Spectra of whole seconds, as the pipeline makes them; of the whole signal when it is shorter. */
export function spectraOf(samples: Float32Array, sampleRate: number): DisplaySpectrum[] {
  const length = Math.min(sampleRate, samples.length);
  return Array.from({ length: Math.floor(samples.length / length) }, (_, second) =>
    displaySpectrum(samples.subarray(second * length, (second + 1) * length), sampleRate),
  );
}

/**
 * Lets samples of one machine run past the watch on its sensors, as the pipeline does it, but looking every second.
 * What is shorter than five seconds goes round.
 * @param samples shape [channels][N], in units
 */
export function trySensors(
  samples: readonly Float32Array[],
  sampleRate: number,
  channels: readonly TrialChannel[],
): Told {
  const points = channels.map(({ quantity, unit }, channel): Point => {
    const known = { sensitivity: 1, mounting: "unknown", direction: "none", deviceId: "daq", sampleRate } as const;
    return { id: `point ${channel}`, componentId: "part", name: `${channel}`, quantity, unit, channel, ...known };
  });
  const healthy = new Map(
    channels.map(({ healthy: windows }, channel): [string, HealthySpectrum | undefined] => [
      `point ${channel}`,
      windows && healthySpectrum(windows),
    ]),
  );
  const desk = new SensorDesk((pointId) => healthy.get(pointId), 1);
  const device = { id: "daq", driver: "recordedFile", address: "", name: "", sampleRate, settings: {} };
  desk.setPlant({
    site: { id: "site", name: "" },
    machines: [{ id: "machine", siteId: "site", name: "", kind: "other", place: 0 }],
    components: [{ id: "part", machineId: "machine", name: "", kind: "other", place: 0, outOfService: false }],
    points,
    devices: [{ ...device, channelCount: channels.length }],
  });
  const findings = new Set<string>();
  const factors: number[] = [];
  const windowLength = Math.min(sampleRate, samples[0]!.length);
  const spectra = samples.map((each) => spectraOf(each, sampleRate));
  const seconds = Math.max(secondsLeast, Math.floor(samples[0]!.length / sampleRate));
  let withheld = 0;
  for (let second = 0; second < seconds; second++) {
    for (let tenth = 0; tenth < 10; tenth++) {
      const first = Math.round((second + tenth / 10) * sampleRate);
      const stretch = samples.map((each) => stretchOf(each, first, Math.round(sampleRate / 10)));
      const time = second * 1000 + tenth * 100;
      const block: SampleBlock = { deviceId: "daq", sequence: 0, time, sampleRate, channels: stretch, lostBefore: 0 };
      desk.takeBlock(block);
    }
    const ofWindow = spectra.map((each, channel) => ({
      pointId: `point ${channel}`,
      spectrum: each[second % each.length]!,
    }));
    const window = { componentId: "part", recipe: "", time: second * 1000, values: null, spectra: ofWindow };
    if (desk.takeWindow({ ...window, duration: windowLength / sampleRate })) withheld += 1;
    desk.tick();
    for (const { kind, channel, weight, facts } of desk.findings()) {
      findings.add([kind, channel, weight].join(" "));
      if (kind === "level jumped") factors.push(facts.factor as number);
    }
  }
  return { findings: [...findings].toSorted(), factors, windows: seconds, withheld };
}

/** A stretch of samples that go round. */
function stretchOf(samples: Float32Array, first: number, length: number): Float32Array<ArrayBuffer> {
  const start = first % samples.length;
  if (start + length <= samples.length) return samples.slice(start, start + length);
  return Float32Array.from({ length }, (_, n) => samples[(first + n) % samples.length]!);
}
