import { setImmediate } from "node:timers/promises";
import { Fault } from "../../domain/fault.ts";
import type { ComponentId, Point } from "../../domain/plant.ts";
import type { PointReport } from "../../domain/reportCard.ts";
import type { UtcMilliseconds } from "../../domain/units.ts";
import { suitedRecipe } from "../../features/suitedRecipe.ts";
import { componentWindow } from "../../pipeline/componentWindow.ts";
import type { HealthySession, HealthySessionFacts } from "../../store/healthySessionTable.ts";
import type { RunWish } from "../../store/learningRunTable.ts";
import type { Store } from "../../store/openStore.ts";
import { hasExcerpts } from "../../training/excerptEvidence.ts";
import type { RecordedSession, TrainingRequest } from "../../training/trainingRequest.ts";
import { openModelInService } from "../models/modelStore.ts";
import { mergeHealthy } from "./mergeHealthy.ts";

/** More sessions than this make a model no better, only slower; the oldest are forgotten. */
const mostSessions = 30;
/** Any fixed number: the same sessions give the same model. */
const seed = 1;

/** What is measured how, in the order in which the vectors are joined: a text to compare sessions by. */
export function pointsText(points: readonly Point[]): string {
  return JSON.stringify(points.map(reportOf));
}

function reportOf({ id, sampleRate, signal, quantity }: Point): PointReport {
  return { id, sampleRate, ...(signal === "feature" && { value: quantity }) };
}

/** The sessions a training learns from, oldest first. */
export function sessionsFor<Facts extends HealthySessionFacts>(
  sessions: readonly Facts[],
  wish: RunWish,
  points: readonly Point[],
): readonly Facts[] {
  const fitting = comparable(sessions, points);
  const only = wish.task === "train" ? wish.sessions : undefined;
  const wanted = only === undefined ? fitting : fitting.filter(({ from }) => only.includes(from));
  return (startsOver(wish) ? wanted.filter(({ pending }) => pending) : wanted).slice(-mostSessions);
}

/** What a training leaves behind: everything before a new beginning, otherwise the oldest of too many. */
export function sessionsToForget(
  sessions: readonly HealthySessionFacts[],
  wish: RunWish,
  points: readonly Point[],
): readonly HealthySessionFacts[] {
  if (startsOver(wish)) return sessions.filter(({ pending }) => pending !== true);
  return comparable(sessions, points).slice(0, -mostSessions);
}

/** Those measured as the component is measured now: sensors that were changed for a while find their earlier sessions again. */
function comparable<Facts extends HealthySessionFacts>(
  sessions: readonly Facts[],
  points: readonly Point[],
): readonly Facts[] {
  const text = pointsText(points);
  const fitting = sessions.filter((session) => session.points === text);
  const recipe = fitting.at(-1)?.recipe;
  return fitting.filter((session) => session.recipe === recipe);
}

function startsOver(wish: RunWish): boolean {
  return wish.task === "learn" && wish.startOver;
}

/**
 * Everything a training of this component needs, as it stands now. Sessions are read one by one, so that listening goes on.
 * @throws Fault TOO_LITTLE_DATA without any session that fits the sensors of now
 */
export async function makeRequest(
  store: Store,
  { componentId, wish, points }: { componentId: ComponentId; wish: RunWish; points: readonly Point[] },
  now: UtcMilliseconds,
): Promise<TrainingRequest> {
  const sessions: HealthySession[] = [];
  const recorded: RecordedSession[] = [];
  for (const { from } of sessionsFor(store.sessions.facts(componentId), wish, points)) {
    const excerpts = await store.excerpts.read(componentId, from);
    // what came in meanwhile goes first
    await setImmediate();
    const session = store.sessions.read(componentId, from);
    if (session === undefined) continue;
    const { to, windows, tag, spectra } = session;
    sessions.push(session);
    recorded.push({
      from,
      to,
      windows,
      ...(tag && { tag }),
      ...(spectra && { spectra }),
      ...(excerpts.length > 0 && { excerpts }),
    });
  }
  const recipe = sessions.at(-1)?.recipe;
  if (recipe === undefined) {
    throw new Fault(
      "TOO_LITTLE_DATA",
      "There is no healthy session that fits the sensors as they are now. Let the component learn first.",
      { details: { componentId } },
    );
  }
  return {
    componentId,
    version: store.models.nextVersion(componentId),
    recipe,
    points: points.map(reportOf),
    windowSeconds: componentWindow(points),
    sessions: recorded,
    unusable: sessions.reduce((sum, session) => sum + (session.unusable ?? 0), 0),
    healthy: mergeHealthy([
      ...oldHealthy(store, componentId, sessions),
      ...sessions.map(({ spectra }) => spectra ?? {}),
    ]),
    budget: store.budgets.get(componentId),
    suitedRecipe: suitedRecipe(points)?.id,
    ...feasible(choice(store, componentId, wish), recorded, recipe),
    seed,
    trainedAt: now,
    trainedBy: wish.by,
  };
}

interface Choice {
  readonly kind?: string | undefined;
  readonly recipe?: string | undefined;
  readonly chosenBy?: string | undefined;
}

/** The engineer's word holds until another one: a component that learns more keeps the kind and recipe that were chosen for it. */
function choice(store: Store, componentId: ComponentId, wish: RunWish): Choice & { readonly standing?: boolean } {
  if (wish.task === "train") {
    const { kind, recipe, by, chosenBy } = wish;
    if (kind === undefined && recipe === undefined) return {};
    return { kind, recipe, chosenBy: chosenBy ?? by, standing: chosenBy !== undefined };
  }
  if (wish.startOver) return {};
  return { ...standingChoice(store, componentId), standing: true };
}

/**
 * A recipe that was chosen before must not keep a component from learning when its recordings are gone: then the usual one serves.
 * One that is chosen now is refused by the training, which says why.
 */
function feasible(
  { kind, recipe, chosenBy, standing }: Choice & { readonly standing?: boolean },
  sessions: readonly RecordedSession[],
  usual: string,
): Pick<TrainingRequest, "kind" | "wantedRecipe" | "chosenBy"> {
  const lacking =
    recipe !== undefined && recipe !== usual && !hasExcerpts(sessions.map(({ excerpts = [] }) => excerpts.length));
  return { kind, wantedRecipe: standing && lacking ? undefined : recipe, chosenBy };
}

/** What an engineer chose for a version, the newest unless stated; empty when the evidence did. */
export function standingChoice(
  store: Store,
  componentId: ComponentId,
  version = store.models.list(componentId)[0]?.version,
): Choice {
  const technique = version === undefined ? undefined : store.models.card(componentId, version)?.technique;
  if (technique?.chosenBy === undefined) return {};
  const { kind, recipe, chosenBy } = technique;
  return { kind, recipe, chosenBy };
}

/** Sessions of the first versions kept no spectra of their own: the model that learned from them did. */
function oldHealthy(store: Store, componentId: ComponentId, sessions: readonly HealthySession[]) {
  if (sessions.every(({ spectra }) => spectra !== undefined)) return [];
  try {
    return [openModelInService(store, componentId)?.facts.healthy ?? {}];
  } catch {
    // The earlier model cannot be read; its sessions can.
    return [];
  }
}
