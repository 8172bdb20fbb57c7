import type { Plant, Point } from "../../electron/domain/plant.ts";
import { displaySpectrum } from "../../electron/features/displaySpectrum.ts";
import { healthySpectrum } from "../../electron/features/healthySpectrum.ts";
import { defaultRecipe } from "../../electron/features/recipes.ts";
import { openArtifact } from "../../electron/micromodels/artifact.ts";
import type { ModelFacts } from "../../electron/pipeline/evidenceDesk.ts";
import { trainMicromodel } from "../../electron/training/trainMicromodel.ts";
import { seededNoise } from "../makers/seededNoise.ts";

const channelsPerDevice = 8;
const signalSeconds = 20;

/** A line of machines for a bench: every channel a component of its own, eight channels a device. */
export function replayPlant(channels: number, sampleRate: number): Plant {
  const indices = Array.from({ length: channels }, (_, index) => index);
  return {
    site: { id: "site", name: "Bench" },
    machines: [{ id: "machine", siteId: "site", name: "Line", kind: "other", place: 0 }],
    components: indices.map((index) => ({
      id: `component ${index}`,
      machineId: "machine",
      name: `Bearing ${index}`,
      kind: "bearing",
      place: index,
      outOfService: false,
    })),
    points: indices.map(
      (index): Point => ({
        id: `point ${index}`,
        componentId: `component ${index}`,
        name: "radial",
        quantity: "acceleration",
        unit: "g",
        sensitivity: 0.1,
        mounting: "screw",
        direction: "radial",
        deviceId: `device ${Math.floor(index / channelsPerDevice)}`,
        channel: index % channelsPerDevice,
        sampleRate,
      }),
    ),
    devices: Array.from({ length: Math.ceil(channels / channelsPerDevice) }, (_, device) => ({
      id: `device ${device}`,
      driver: "replay",
      address: String(device),
      name: `Converter ${device}`,
      sampleRate,
      channelCount: Math.min(channelsPerDevice, channels - device * channelsPerDevice),
      settings: {},
    })),
  };
}

/** Vibration as an accelerometer on a bearing delivers it, in volts: shaft harmonics, a resonance rung by noise, broadband noise. */
export function replaySignals(sampleRate: number, count: number): Float32Array<ArrayBuffer>[] {
  return Array.from({ length: count }, (_, index) => {
    const noise = seededNoise(index + 1);
    const turn = (2 * Math.PI * (24 + index)) / sampleRate;
    const pole = 0.98 * Math.cos((2 * Math.PI * (3000 + 500 * index)) / sampleRate);
    let one = 0;
    let two = 0;
    return Float32Array.from({ length: signalSeconds * sampleRate }, (_, n) => {
      const ring = 2 * pole * one - 0.96 * two + 0.01 * noise();
      two = one;
      one = ring;
      return 0.05 * Math.sin(turn * n) + 0.02 * Math.sin(3 * turn * n + 1) + ring + 0.01 * noise();
    });
  });
}

/** A micromodel for every component, learned from the very signals that will be played to it. */
export async function replayModels(
  { points }: Plant,
  signals: readonly Float32Array<ArrayBuffer>[],
  sampleRate: number,
): Promise<Map<string, { artifact: Uint8Array; facts: ModelFacts }>> {
  const run = defaultRecipe.prepare(sampleRate);
  const learned = signals.map((signal) =>
    Array.from({ length: signalSeconds }, (_, second) => {
      const device = signal.subarray(second * sampleRate, (second + 1) * sampleRate);
      const window = device.map((sample) => sample / points[0]!.sensitivity);
      return { values: run.compute(window)!, spectrum: displaySpectrum(window, sampleRate) };
    }),
  );
  const models = new Map<string, { artifact: Uint8Array; facts: ModelFacts }>();
  for (const { id, componentId, deviceId, channel } of points) {
    const windows = learned[(Number(deviceId.split(" ")[1]) + channel) % signals.length]!;
    const { artifact } = await trainMicromodel({
      componentId,
      version: 1,
      recipe: defaultRecipe.id,
      points: [{ id, sampleRate }],
      sessions: [
        {
          from: 0,
          to: windows.length * 1000,
          windows: windows.map(({ values }) => values),
          spectra: { [id]: healthySpectrum(windows.map(({ spectrum }) => spectrum)) },
        },
      ],
      healthy: {},
      seed: 1,
      trainedAt: 0,
      trainedBy: "bench",
    });
    const { header, hash } = openArtifact(artifact);
    models.set(componentId, { artifact, facts: { version: 1, hash, threshold: header.threshold, healthy: {} } });
  }
  return models;
}
