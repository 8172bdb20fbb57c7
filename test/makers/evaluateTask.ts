import { displaySpectrum } from "../../electron/features/displaySpectrum.ts";
import { HealthySpectrumCollector } from "../../electron/features/healthySpectrum.ts";
import type { RecipeRun } from "../../electron/features/recipe.ts";
import { defaultRecipe } from "../../electron/features/recipes.ts";
import { WindowCutter } from "../../electron/features/windowCutter.ts";
import { openArtifact } from "../../electron/micromodels/artifact.ts";
import { levelHeld } from "../../electron/micromodels/calibrate.ts";
import type { TrainedModel } from "../../electron/training/trainingRequest.ts";
import { trainMicromodel } from "../../electron/training/trainMicromodel.ts";
import { readRow, type TaskRow } from "./taskTable.ts";

const hopsPerWindow = 4;

export interface RecordingScores {
  readonly file: string;
  readonly label: string;
  readonly scores: readonly number[];
  /** Three windows in a row lay above the threshold. */
  readonly alarm: boolean;
}

export interface TaskEvaluation {
  readonly task: string;
  readonly family: string;
  readonly coverage: string;
  readonly auc: number;
  readonly windowFalseAlarmRate: number;
  readonly windowHitRate: number;
  readonly recordingFalseAlarmRate: number;
  readonly recordingHitRate: number;
  readonly trainWindows: number;
  readonly threshold: number;
  readonly modelBytes: number;
}

/** Windows of 1 s, a new one every quarter of it, none across the end of a row; a quarter of a second for the short 48 kHz files. */
export function windowsOf(row: TaskRow): { sampleRate: number; channelCount: number; windows: Float32Array[] } {
  const { sampleRate, channels } = readRow(row);
  const length = Math.round(row.family === "cwru48" ? sampleRate / 4 : sampleRate);
  const run: RecipeRun = defaultRecipe.prepare(sampleRate);
  const perChannel = channels.map((channel) =>
    new WindowCutter(length, Math.round(length / hopsPerWindow)).push(channel).map((window) => run.compute(window)),
  );
  const windows = perChannel[0]!.map((_, index) => {
    return Float32Array.from(perChannel.flatMap((vectors) => [...(vectors[index] ?? failed(row))]));
  });
  return { sampleRate, channelCount: channels.length, windows };
}

/** Commissions a micromodel from the training rows alone, exactly as the station does. */
export async function commission(rows: readonly TaskRow[]): Promise<TrainedModel> {
  const first = readRow(rows[0]!);
  const points = first.channels.map((_, index) => ({ id: `channel ${index + 1}`, sampleRate: first.sampleRate }));
  const sessions = [...Map.groupBy(rows, (row) => row.session).values()].map((group, index) => {
    const windows = group.flatMap((row) => windowsOf(row).windows);
    // the recordings tell no time: a day between sessions
    return { from: index * 86_400_000, to: index * 86_400_000 + windows.length * 250, windows };
  });
  const healthy = points.map((point, channel) => {
    const collector = new HealthySpectrumCollector();
    for (const window of new WindowCutter(first.sampleRate).push(first.channels[channel]!)) {
      collector.add(displaySpectrum(window, first.sampleRate));
    }
    return [point.id, collector.quantiles()] as const;
  });
  return trainMicromodel({
    componentId: rows[0]!.task,
    version: 1,
    recipe: defaultRecipe.id,
    points,
    sessions,
    overlap: hopsPerWindow,
    healthy: Object.fromEntries(healthy.flatMap(([id, spectrum]) => (spectrum ? [[id, spectrum]] : []))),
    seed: 1,
    trainedAt: 0,
    trainedBy: "evaluation",
  });
}

/** Scores of the test rows by the stored model, opened again. */
export function scoreRows(trained: TrainedModel, rows: readonly TaskRow[]): RecordingScores[] {
  const { model, header } = openArtifact(trained.artifact);
  return rows.map((row) => {
    const scores = windowsOf(row).windows.map((window) => model.score(window));
    return { file: row.file, label: row.label, scores, alarm: levelHeld(scores) > header.threshold };
  });
}

export async function evaluateTask(rows: readonly TaskRow[]): Promise<TaskEvaluation> {
  const trained = await commission(rows.filter((row) => row.role === "train"));
  const recordings = scoreRows(
    trained,
    rows.filter((row) => row.role === "test"),
  );
  const { threshold } = trained.header;
  const normal = recordings.filter((recording) => recording.label === "normal");
  const faulty = recordings.filter((recording) => recording.label !== "normal");
  const above = (group: RecordingScores[]) =>
    shareOf(group.flatMap((recording) => recording.scores.map((score) => score > threshold)));
  const alarms = (group: RecordingScores[]) => shareOf(group.map((recording) => recording.alarm));
  return {
    task: rows[0]!.task,
    family: rows[0]!.family,
    coverage: rows[0]!.coverage,
    auc: areaUnderCurve(
      normal.flatMap((recording) => recording.scores),
      faulty.flatMap((recording) => recording.scores),
    ),
    windowFalseAlarmRate: above(normal),
    windowHitRate: above(faulty),
    recordingFalseAlarmRate: alarms(normal),
    recordingHitRate: alarms(faulty),
    trainWindows: trained.card.data.windows,
    threshold,
    modelBytes: trained.artifact.length,
  };
}

/** Probability that a fault window scores above a healthy one, ties counting half. */
function areaUnderCurve(normal: readonly number[], faulty: readonly number[]): number {
  const sorted = Float64Array.from(normal).toSorted();
  const countBelow = (score: number, orEqual: boolean) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! < score || (orEqual && sorted[middle] === score)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const wins = faulty.reduce((sum, score) => sum + (countBelow(score, false) + countBelow(score, true)) / 2, 0);
  return wins / (normal.length * faulty.length);
}

function shareOf(outcomes: readonly boolean[]): number {
  return outcomes.filter(Boolean).length / outcomes.length;
}

function failed(row: TaskRow): never {
  throw new Error(`A window of ${row.file} could not be computed`);
}
