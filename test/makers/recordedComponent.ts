import type { OperatingTag } from "../../electron/domain/operatingTag.ts";
import { displaySpectrum } from "../../electron/features/displaySpectrum.ts";
import { HealthySpectrumCollector } from "../../electron/features/healthySpectrum.ts";
import { defaultRecipe } from "../../electron/features/recipes.ts";
import type { RecordedSession, TrainingRequest } from "../../electron/training/trainingRequest.ts";
import { seededNoise } from "./seededNoise.ts";

export const recordedRate = 8000;
export const recordedPoint = "drive end";

export interface RecordingOptions {
  /** Seconds, a window each. */
  readonly seconds?: number;
  /** Begins so much later than the first; a new one has another level and noise. */
  readonly number?: number;
  /** Strength of impacts that ring at 3 kHz; 0: healthy. */
  readonly damage?: number;
  /** Shaft speed over the usual one. */
  readonly speed?: number;
  readonly tag?: OperatingTag | undefined;
}

const run = defaultRecipe.prepare(recordedRate);

/** One second of a bearing: shaft tone, its harmonics and noise. */
export function recordedSecond(
  seed: number,
  { damage = 0, speed = 1 }: RecordingOptions = {},
): Float32Array<ArrayBuffer> {
  const random = seededNoise(seed);
  const shaft = 25 * speed * (1 + 0.01 * random());
  const level = 1 + 0.1 * random();
  return Float32Array.from({ length: recordedRate }, (_, n) => {
    const time = n / recordedRate;
    const ring = damage * Math.exp(-((n % 93) / recordedRate) * 1500) * Math.sin(2 * Math.PI * 3000 * time);
    const lines = Math.sin(2 * Math.PI * shaft * time) + 0.2 * Math.sin(2 * Math.PI * 40 * shaft * time);
    return level * (lines + 0.3 * random() + ring);
  });
}

export function vectorOfSecond(samples: Float32Array): Float32Array<ArrayBuffer> {
  const vector = run.compute(samples);
  if (vector === null) throw new Error("A second of the maker could not be computed");
  return vector;
}

/** A healthy session (or one that is not) with all that a station keeps of it. */
export function recordedSession(options: RecordingOptions = {}): RecordedSession {
  const { seconds = 30, number = 0, tag } = options;
  const recorded = Array.from({ length: seconds }, (_, n) => recordedSecond(1000 * number + n + 1, options));
  const spectra = new HealthySpectrumCollector();
  for (const samples of recorded) spectra.add(displaySpectrum(samples, recordedRate));
  return {
    from: number * 86_400_000,
    to: number * 86_400_000 + seconds * 1000,
    windows: recorded.map(vectorOfSecond),
    tag,
    spectra: { [recordedPoint]: spectra.quantiles()! },
    excerpts: recorded
      .filter((_, n) => n % 3 === 0)
      .slice(0, 12)
      .map((samples) => [samples]),
  };
}

export function requestOf(
  sessions: readonly RecordedSession[],
  change: Partial<TrainingRequest> = {},
): TrainingRequest {
  return {
    componentId: "fan bearing",
    version: 1,
    recipe: defaultRecipe.id,
    points: [{ id: recordedPoint, sampleRate: recordedRate }],
    sessions,
    healthy: sessions[0]?.spectra ?? {},
    seed: 1,
    trainedAt: 5,
    trainedBy: "tester",
    ...change,
  };
}
