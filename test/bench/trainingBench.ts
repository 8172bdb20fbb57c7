/**
 * What a training costs, and whether listening notices it: `node test/bench/trainingBench.ts [--channels N] [--seconds S]`
 * prints the figures as JSON.
 */
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type { Plant } from "../../electron/domain/plant.ts";
import { displaySpectrum } from "../../electron/features/displaySpectrum.ts";
import { HealthySpectrumCollector } from "../../electron/features/healthySpectrum.ts";
import { defaultRecipe } from "../../electron/features/recipes.ts";
import { vibrationRecipe } from "../../electron/features/vibrationRecipe.ts";
import { Pipeline } from "../../electron/pipeline/pipeline.ts";
import { mostExcerpts } from "../../electron/store/excerptFiles.ts";
import { trainInWorker } from "../../electron/training/trainInWorker.ts";
import type { TrainingRequest } from "../../electron/training/trainingRequest.ts";
import { seededNoise } from "../makers/seededNoise.ts";
import { quantile, rounded, silentSinks } from "./pipelineBench.ts";
import { ReplayDriver } from "./replayDriver.ts";
import { replayModels, replayPlant, replaySignals } from "./replayPlant.ts";

const sampleRate = 51_200;
const learnedSeconds = 600;
const distinctSignals = 4;
/** Until everything is compiled, and the windows of all points have come into phase. */
const warmUpSeconds = 8;

interface Latencies {
  readonly latencyMsP50: number;
  readonly latencyMsP99: number;
  readonly latencyMsMax: number;
  /** Share of the time in which the main thread was busy. */
  readonly mainThreadShare: number;
  readonly lostSamples: number;
}

export interface TrainingFigures {
  readonly learnedSeconds: number;
  readonly sampleRateHz: number;
  /** User and system time of one training in its worker, the start of the thread included; nothing else runs meanwhile. */
  readonly trainingCpuSeconds: number;
  readonly trainingWallSeconds: number;
  readonly kind: string;
  readonly modelBytes: number;
  readonly channels: number;
  readonly seconds: number;
  /** The same line, listened to without and with one training after the other. */
  readonly quiet: Latencies;
  readonly training: Latencies & { readonly trainings: number };
}

export async function benchTraining(options: { channels?: number; seconds?: number }): Promise<TrainingFigures> {
  const { channels = 8, seconds = 60 } = options;
  const request = healthyTenMinutes();
  await trainInWorker(request);
  const cpuBefore = process.cpuUsage();
  const began = performance.now();
  const { header, artifact } = await trainInWorker(request);
  const trainingWallSeconds = rounded((performance.now() - began) / 1000, 2);
  const { user, system } = process.cpuUsage(cpuBefore);

  const plant = replayPlant(channels, sampleRate);
  const signals = replaySignals(sampleRate, distinctSignals);
  const driver = new ReplayDriver(signals);
  const models = await replayModels(plant, signals, sampleRate);
  await using pipeline = new Pipeline({
    driverOf: () => driver,
    sinks: silentSinks,
    now: Date.now,
    learning: () => undefined,
    changed: () => {},
  });
  for (const [componentId, model] of models) pipeline.setModel(componentId, model);
  await pipeline.setPlant(plant);
  await sleep(warmUpSeconds * 1000);
  const line = { pipeline, plant, driver };
  const quiet = await listen(line, seconds);
  const stop = new AbortController();
  const trainings = trainOver(request, stop.signal);
  const training = await listen(line, seconds);
  stop.abort();
  return {
    learnedSeconds,
    sampleRateHz: sampleRate,
    trainingCpuSeconds: rounded((user + system) / 1e6, 2),
    trainingWallSeconds,
    kind: header.kind,
    modelBytes: artifact.length,
    channels,
    seconds,
    quiet,
    training: { ...training, trainings: await trainings },
  };
}

/** @returns how many trainings were begun */
async function trainOver(request: TrainingRequest, signal: AbortSignal): Promise<number> {
  let begun = 0;
  while (!signal.aborted) {
    begun += 1;
    await trainInWorker(request, { signal }).catch((thrown: unknown) => {
      if (!signal.aborted) throw thrown;
    });
  }
  return begun;
}

async function listen(
  { pipeline, plant, driver }: { pipeline: Pipeline; plant: Plant; driver: ReplayDriver },
  seconds: number,
): Promise<Latencies> {
  const deviceOf = new Map(plant.points.map(({ componentId, deviceId }) => [componentId, deviceId]));
  const lost = () =>
    plant.devices.reduce((sum, { id, channelCount }) => {
      const { lostInDevice = 0, lostInQueue = 0 } = pipeline.deviceStatus(id) ?? {};
      return sum + (lostInDevice + lostInQueue) * channelCount;
    }, 0);
  const latencies: number[] = [];
  const stop = pipeline.onWindow(({ componentId, time, duration, score }) => {
    if (score === undefined) return;
    latencies.push(performance.now() - driver.completeAt(deviceOf.get(componentId)!, time + duration * 1000));
  });
  const lostBefore = lost();
  const loopBefore = performance.eventLoopUtilization();
  await sleep(seconds * 1000);
  stop();
  latencies.sort((one, other) => one - other);
  return {
    latencyMsP50: rounded(quantile(latencies, 0.5), 1),
    latencyMsP99: rounded(quantile(latencies, 0.99), 1),
    latencyMsMax: rounded(quantile(latencies, 1), 1),
    mainThreadShare: rounded(performance.eventLoopUtilization(loopBefore).utilization, 3),
    lostSamples: lost() - lostBefore,
  };
}

/** Ten minutes of a bearing whose speed and level wander a little, as a component of one point would have collected them. */
function healthyTenMinutes(): TrainingRequest {
  const run = defaultRecipe.prepare(sampleRate);
  const collector = new HealthySpectrumCollector();
  const noise = seededNoise(11);
  const wander = seededNoise(12);
  const windows: Float32Array<ArrayBuffer>[] = [];
  const excerpts: Float32Array[][] = [];
  let one = 0;
  let two = 0;
  for (let second = 0; second < learnedSeconds; second++) {
    const turn = (2 * Math.PI * 24.6 * (1 + 0.005 * wander())) / sampleRate;
    const level = 1 + 0.08 * wander();
    const pole = 0.98 * Math.cos((2 * Math.PI * (3200 + 40 * wander())) / sampleRate);
    const samples = Float32Array.from({ length: sampleRate }, (_, n) => {
      const ring = 2 * pole * one - 0.96 * two + 0.1 * noise();
      two = one;
      one = ring;
      return level * (0.5 * Math.sin(turn * n) + 0.2 * Math.sin(3 * turn * n + 1) + ring + 0.1 * noise());
    });
    windows.push(run.compute(samples)!);
    if (second % (learnedSeconds / mostExcerpts) === 0) excerpts.push([samples]);
    collector.add(displaySpectrum(samples, sampleRate));
  }
  const healthy = { point: collector.quantiles()! };
  return {
    componentId: "bench",
    version: 1,
    recipe: defaultRecipe.id,
    suitedRecipe: vibrationRecipe.id,
    points: [{ id: "point", sampleRate }],
    sessions: [{ from: 0, to: learnedSeconds * 1000, windows, spectra: healthy, excerpts }],
    healthy,
    seed: 1,
    trainedAt: 0,
    trainedBy: "bench",
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { values } = parseArgs({ options: { channels: { type: "string" }, seconds: { type: "string" } } });
  const { channels = "8", seconds = "60" } = values;
  console.log(JSON.stringify(await benchTraining({ channels: Number(channels), seconds: Number(seconds) })));
}
