/**
 * What listening to a whole line costs: `node test/bench/pipelineBench.ts [--channels N] [--seconds S]`
 * prints the figures as JSON.
 */
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { Pipeline } from "../../electron/pipeline/pipeline.ts";
import type { PipelineSinks } from "../../electron/pipeline/sinks.ts";
import { ReplayDriver } from "./replayDriver.ts";
import { replayModels, replayPlant, replaySignals } from "./replayPlant.ts";

const sampleRate = 51_200;
const distinctSignals = 4;
/** Until everything is compiled, and the windows of all points have come into phase. */
const warmUpSeconds = 8;

export interface PipelineFigures {
  readonly channels: number;
  readonly sampleRateHz: number;
  readonly seconds: number;
  /** User and system time of the whole process, all threads, less that of the source of samples. */
  readonly cpuShareOfOneCore: number;
  /** Over all channels, since the start. */
  readonly lostSamples: number;
  /** From the moment the block that completes a window is due, to its score in the main thread. */
  readonly latencyMsP50: number;
  readonly latencyMsP99: number;
  readonly latencyMsMax: number;
  readonly peakRssMiB: number;
  /** Slope of a straight line through the memory of every second of the second half: until then the engine sizes its heap. */
  readonly rssSlopeMiBPerHour: number;
  /** Of the source of samples: copying blocks out of its memory. Not in `cpuShareOfOneCore`. */
  readonly sourceShareOfOneCore: number;
  /** Share of the time in which the main thread was busy. */
  readonly mainThreadShare: number;
  readonly scores: number;
  readonly scoresExpected: number;
}

/** Runs the real pipeline with its workers, evidence rings and a model for every component on signals played at their pace. */
export async function benchPipeline(options: {
  readonly channels?: number;
  readonly seconds?: number;
}): Promise<PipelineFigures> {
  const { channels = 64, seconds = 60 } = options;
  const plant = replayPlant(channels, sampleRate);
  const signals = replaySignals(sampleRate, distinctSignals);
  const driver = new ReplayDriver(signals);
  const models = await replayModels(plant, signals, sampleRate);
  const deviceOf = new Map(plant.points.map(({ componentId, deviceId }) => [componentId, deviceId]));

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

  const latencies: number[] = [];
  pipeline.onWindow(({ componentId, time, duration, score }) => {
    if (score === undefined) return;
    latencies.push(performance.now() - driver.completeAt(deviceOf.get(componentId)!, time + duration * 1000));
  });
  const began = performance.now();
  const cpuBefore = process.cpuUsage();
  const copyingBefore = driver.copying;
  const loopBefore = performance.eventLoopUtilization();
  const memory: number[] = [];
  for (let second = 1; second <= seconds; second++) {
    await sleep(began + second * 1000 - performance.now());
    memory.push(process.memoryUsage.rss() / 2 ** 20);
  }
  const elapsed = performance.now() - began;
  const { user, system } = process.cpuUsage(cpuBefore);
  const copying = driver.copying - copyingBefore;
  const loop = performance.eventLoopUtilization(loopBefore);
  const lost = plant.devices.map(({ id, channelCount }) => {
    const { lostInDevice = 0, lostInQueue = 0 } = pipeline.deviceStatus(id) ?? {};
    return (lostInDevice + lostInQueue) * channelCount;
  });
  latencies.sort((one, other) => one - other);
  return {
    channels,
    sampleRateHz: sampleRate,
    seconds,
    cpuShareOfOneCore: rounded(((user + system) / 1000 - copying) / elapsed, 3),
    lostSamples: lost.reduce((sum, each) => sum + each, 0),
    latencyMsP50: rounded(quantile(latencies, 0.5), 1),
    latencyMsP99: rounded(quantile(latencies, 0.99), 1),
    latencyMsMax: rounded(quantile(latencies, 1), 1),
    peakRssMiB: rounded(Math.max(...memory), 1),
    rssSlopeMiBPerHour: rounded(slope(memory.slice(Math.floor(memory.length / 2))) * 3600, 1),
    sourceShareOfOneCore: rounded(copying / elapsed, 3),
    mainThreadShare: rounded(loop.utilization, 3),
    scores: latencies.length,
    scoresExpected: channels * seconds,
  };
}

export const silentSinks: PipelineSinks = {
  score: () => {},
  window: () => {},
  gap: () => {},
  channelTrouble: () => {},
  clock: () => {},
  alertRaised: () => {},
  alertChanged: () => {},
  recording: () => "",
  evidence: () => {},
  trouble: (thrown) => console.error(thrown),
  modelRefused: (componentId, message) => console.error(`${componentId}: ${message}`),
};

/** @param sorted ascending */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Of the least-squares line through values one step apart. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  let covariance = 0;
  let variance = 0;
  for (const [index, value] of values.entries()) {
    covariance += (index - middle) * value;
    variance += (index - middle) ** 2;
  }
  return variance === 0 ? 0 : covariance / variance;
}

export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { values } = parseArgs({ options: { channels: { type: "string" }, seconds: { type: "string" } } });
  const { channels = "64", seconds = "60" } = values;
  console.log(JSON.stringify(await benchPipeline({ channels: Number(channels), seconds: Number(seconds) })));
}
