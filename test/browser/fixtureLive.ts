import { setTimeout as pause } from "node:timers/promises";
import type { implement } from "@orpc/server";
import type { contract } from "../../electron/contract/contract.ts";
import type { LiveFrame } from "../../electron/contract/liveContract.ts";
import type { Point } from "../../electron/domain/plant.ts";
import type { InventedLearning } from "./inventedLearning.ts";
import type { InventedPlant } from "./inventedPlant.ts";
import type { InventedSounds } from "./inventedSounds.ts";
import { inventSpectrum, toneLines, trendRows } from "./inventedSpectra.ts";

type Make = ReturnType<typeof implement<typeof contract>>;

/** Components with their scores, and what their points deliver at this moment. */
export function fixtureComponents(
  make: Make,
  invented: InventedPlant,
  learning: InventedLearning,
  sounds: InventedSounds,
) {
  const pointName = (componentId: string) =>
    invented.plant.points.find((point) => point.componentId === componentId)?.name ?? "";
  return {
    trend: make.components.trend.handler(({ input }) => {
      const span = (input.to - input.from) / 1000;
      const seconds = span <= 3600 ? 1 : span <= 86_400 * 2 ? 60 : 3600;
      const every = Math.max(seconds, Math.ceil(span / input.maxRows / seconds) * seconds);
      const since = sounds.isLoud(input.componentId)
        ? invented.health.find(({ componentId }) => componentId === input.componentId)?.since
        : undefined;
      const gaps = invented.gaps(input.from, input.to);
      const scored = invented.modelsInService > 0;
      return {
        componentId: input.componentId,
        step: every,
        gaps,
        score: scored
          ? trendRows(input.from, input.to, every * 1000, since).filter(
              ({ time }) => !gaps.some((gap) => time >= gap.from && time < gap.to),
            )
          : [],
        threshold: scored ? 3.1 : undefined,
      };
    }),
    model: make.components.model.handler(({ input }) =>
      invented.modelsInService === 0
        ? null
        : {
            componentId: input.componentId,
            version: 4,
            kind: "mahalanobis",
            recipe: "basics",
            hash: "3f6c0b0a9d2e4c5177aa",
            trainedAt: Date.now() - 86_400_000 * 12,
            trainedBy: "Jo Brandt",
            sessions: [1, 2, 3].map((day) => ({
              from: Date.now() - day * 86_400_000,
              to: Date.now() - day * 86_400_000 + 840_000,
              windows: 840,
            })),
            windows: 2520,
            threshold: 3.1,
            heldOutMedian: 1.12,
            heldOutMax: 2.7,
            features: ["band 2.8–3.5 kHz", "kurtosis", "crest factor"].map(
              (name) => `${pointName(input.componentId)} ${name}`,
            ),
          },
    ),
    learn: make.components.learn.handler(({ input }) => {
      for (const componentId of input.componentIds) learning.start(componentId, input.seconds, input);
      return invented.learning;
    }),
    stopLearning: make.components.stopLearning.handler(({ input }) => learning.stop(input.componentId)),
    setOutOfService: make.components.setOutOfService.handler(
      ({ input }) => invented.plant.components.find(({ id }) => id === input.componentId)!,
    ),
  };
}

/** What a smart sensor has worked out: no spectrum, the last values instead of a waveform. */
async function* valueFrames(
  { id, unit, sampleRate }: Point,
  signal: AbortSignal | undefined,
): AsyncGenerator<LiveFrame> {
  const usual = unit === "°C" ? -4 : 2.3;
  const values: number[] = [];
  while (!signal?.aborted) {
    values.push(usual + (Math.random() - 0.5) * 0.2);
    const last = values.slice(-30);
    yield {
      pointId: id,
      time: Date.now(),
      unit,
      sampleRate,
      rms: Math.abs(values.at(-1)!),
      peak: Math.abs(values.at(-1)!),
      spectrum: { top: sampleRate / 2, levels: [] },
      waveform: { duration: (1000 * last.length) / sampleRate, low: last, high: last },
    };
    await pause(300);
  }
}

export function fixtureLive(make: Make, invented: InventedPlant, sounds: InventedSounds) {
  return {
    watch: make.live.watch.handler(async function* ({ input, signal }) {
      const point = invented.plant.points.find(({ id }) => id === input.pointId);
      if (point?.signal === "feature") return yield* valueFrames(point, signal);
      for (let count = 0; !signal?.aborted; count += 1) {
        const columns = Array.from({ length: 400 }, () => 0.2 + Math.random() ** 6);
        const frame: LiveFrame = {
          pointId: input.pointId,
          time: Date.now(),
          unit: "g",
          sampleRate: 25_600,
          rms: 0.182,
          peak: 0.91,
          spectrum: inventSpectrum(sounds.isLoud(input.pointId)),
          lines: count % 4 === 0 ? toneLines() : undefined,
          waveform: { duration: 200, low: columns.map((value) => -value), high: columns },
        };
        yield frame;
        await pause(50);
      }
    }),
    healthy: make.live.healthy.handler(({ input }) =>
      invented.modelsInService === 0 ? null : sounds.healthy(input.pointId),
    ),
  };
}
