import { type Milliseconds, millisecondsPerSecond } from "../../domain/units.ts";
import { HealthySpectrumCollector } from "../../features/healthySpectrum.ts";
import { defaultRecipe } from "../../features/recipes.ts";
import { suitedRecipe } from "../../features/suitedRecipe.ts";
import { mostExcerpts, sessionsWithExcerpts } from "../../store/excerptFiles.ts";
import type { RecordedSession, TrainedModel } from "../../training/trainingRequest.ts";
import { trainMicromodel } from "../../training/trainMicromodel.ts";
import { healthyLabel } from "./checkTask.ts";
import { quantityOf } from "./readManifest.ts";
import type { TaskRow } from "./task.ts";
import { overlap, type WindowPlan, windowPlan, windowsOf } from "./windowPlan.ts";
import type { RowWindows, WindowReader } from "./windowReader.ts";

/** What a person who runs the evaluation may choose; the evidence chooses otherwise. */
export interface EvaluationChoice {
  readonly kind?: string | undefined;
  readonly recipe?: string | undefined;
}

export interface CommissionedTask {
  readonly plan: WindowPlan;
  readonly trained: TrainedModel;
  readonly trainWindows: number;
  readonly trainSeconds: number;
  /** The first row learned from: those that are tested must have its channels and rate. */
  readonly first: RowWindows;
}

/** Rows of a table tell no time; the sessions of most collections are from different days. */
const betweenSessions: Milliseconds = 86_400_000;
/** Any fixed number: the same recordings give the same figures. */
const seed = 1;

/**
 * Commissions a micromodel from rows that are healthy, exactly as a station does with what it has listened to.
 * @param moments begin of each row where it is known, in milliseconds; a day between sessions otherwise
 * @throws Fault as `trainMicromodel` and `WindowReader.read`
 */
export async function commissionTask(
  name: string,
  rows: readonly TaskRow[],
  reader: WindowReader,
  choice: EvaluationChoice,
  moments?: ReadonlyMap<TaskRow, Milliseconds>,
): Promise<CommissionedTask> {
  const recipe = choice.recipe ?? defaultRecipe.id;
  const plan = windowPlan(await durationsOf(rows, reader));
  const windows = new Map<TaskRow, RowWindows>();
  const first = await reader.read(rows[0]!, plan, recipe);
  for (const row of rows) windows.set(row, await reader.readLike(first, row, plan, recipe));
  const points = Array.from({ length: first.channelCount }, (_, index) => {
    return { id: `channel ${index + 1}`, sampleRate: first.sampleRate };
  });
  const ids = points.map((point) => point.id);
  const groups = [...Map.groupBy(rows, (row) => row.session).values()];
  const sessions: RecordedSession[] = [];
  for (const [index, group] of groups.entries()) {
    const from = moments?.get(group[0]!) ?? index * betweenSessions;
    const found = group.map((row) => windows.get(row)!);
    const lasted = found.reduce((sum, row) => sum + row.duration, 0) * millisecondsPerSecond;
    const end = moments?.get(group.at(-1)!);
    sessions.push({
      from,
      to: end === undefined ? from + lasted : end + found.at(-1)!.duration * millisecondsPerSecond,
      windows: found.flatMap((row) => row.values.filter((values) => values !== null)),
      tag: found[0]!.tag,
      spectra: healthyOf(ids, found),
      excerpts: groups.length - index <= sessionsWithExcerpts ? await excerptsOf(group, reader, plan) : [],
    });
  }
  const all = [...windows.values()];
  const begun = performance.now();
  const trained = await trainMicromodel({
    componentId: name,
    version: 1,
    recipe,
    points,
    sessions,
    overlap,
    unusable: all.reduce((sum, row) => sum + row.values.filter((values) => values === null).length, 0),
    healthy: healthyOf(ids, all),
    suitedRecipe: suitedTo(reader, rows[0]!),
    kind: choice.kind,
    seed,
    trainedAt: 0,
    trainedBy: "evaluation",
  });
  trained.card.data.sessions.forEach(({ from, leftOut }) => {
    const index = sessions.findIndex((session) => session.from === from);
    if (leftOut === undefined || index < 0) return;
    reader.segments.notes.add(`${name}: the session "${groups[index]![0]!.session}" was left out, ${leftOut}.`);
  });
  return {
    plan,
    trained,
    trainWindows: trained.card.data.windows,
    trainSeconds: (performance.now() - begun) / 1000,
    first,
  };
}

/** As for a point of a plant that measures this. */
function suitedTo(reader: WindowReader, row: TaskRow): string | undefined {
  const quantity = quantityOf(reader.segments.entryOf(row));
  return quantity && suitedRecipe([{ quantity, mounting: "unknown" }])?.id;
}

export function isHealthy(row: Pick<TaskRow, "label">): boolean {
  return row.label === healthyLabel;
}

async function durationsOf(rows: readonly TaskRow[], reader: WindowReader): Promise<number[]> {
  const durations: number[] = [];
  for (const row of rows) {
    const { channels, sampleRate } = await reader.segments.read(row);
    durations.push(channels[0]!.length / sampleRate);
  }
  return durations;
}

function healthyOf(ids: readonly string[], rows: readonly RowWindows[]) {
  return Object.fromEntries(
    ids.flatMap((id, channel) => {
      const collector = new HealthySpectrumCollector();
      for (const row of rows) {
        row.values.forEach((values, w) => {
          if (values !== null) collector.add(row.spectra[w]![channel]!);
        });
      }
      const spectrum = collector.quantiles();
      return spectrum === null ? [] : [[id, spectrum] as const];
    }),
  );
}

/** Raw windows, evenly spread over the session, that do not overlap. */
async function excerptsOf(rows: readonly TaskRow[], reader: WindowReader, plan: WindowPlan): Promise<Float32Array[][]> {
  const each = Math.max(1, Math.ceil(mostExcerpts / rows.length));
  const stride = Math.max(1, Math.floor(rows.length / mostExcerpts));
  const excerpts: Float32Array[][] = [];
  for (const row of rows.filter((_, index) => index % stride === 0)) {
    const { channels, sampleRate } = await reader.segments.read(row);
    const cuts = windowsOf(channels[0]!.length, sampleRate, plan).filter((_, index) => index % overlap === 0);
    const every = Math.max(1, Math.floor(cuts.length / each));
    for (const { start, length } of cuts.filter((_, index) => index % every === 0).slice(0, each)) {
      excerpts.push(channels.map((channel) => channel.slice(start, start + length)));
    }
  }
  return excerpts.slice(0, mostExcerpts);
}
