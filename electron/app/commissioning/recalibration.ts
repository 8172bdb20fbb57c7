import type { ComponentId } from "../../domain/plant.ts";
import type { UtcMilliseconds } from "../../domain/units.ts";
import type { RunWish } from "../../store/learningRunTable.ts";
import type { StoredModel } from "../../store/modelTable.ts";
import type { Store } from "../../store/openStore.ts";
import { openVersion } from "../models/modelStore.ts";
import { standingChoice } from "./makeRequest.ts";

type TrainWish = Extract<RunWish, { task: "train" }>;

/**
 * The training that gives the model in service another threshold and leaves it as it is otherwise: from its own sessions, with its own
 * kind where an engineer chose that. Were it made from every session that is kept, those of a version that an engineer has taken out of
 * service would come back with it. Only while a newer version waits for an engineer, and none that has served is newer, that one is
 * made anew: another budget may be all it wants.
 * @throws Fault BAD_ARTIFACT, NOT_FOUND when the model in service is of the first versions of Auscult and its file is damaged or gone
 */
export function recalibration(store: Store, componentId: ComponentId): Omit<TrainWish, "task" | "by"> {
  const kept = store.models.list(componentId);
  const serving = kept.find(({ inService }) => inService);
  const isNewest = serving === undefined || kept[0] === serving;
  if (serving === undefined || !(isNewest || isSteppedBackTo(serving, kept))) return standingChoice(store, componentId);
  return { ...standingChoice(store, componentId, serving.version), sessions: sessionsOf(store, serving) };
}

/** An engineer went back to it: a newer version has served. */
function isSteppedBackTo(serving: StoredModel, kept: readonly StoredModel[]): boolean {
  return kept.some(({ version, servesSince }) => version > serving.version && servesSince !== undefined);
}

/** Also those it was offered and left out: its card goes on naming them. */
function sessionsOf(store: Store, { componentId, version }: StoredModel): readonly UtcMilliseconds[] {
  const card = store.models.card(componentId, version);
  const sessions = card?.data.sessions ?? openVersion(store, componentId, version).opened.header.sessions;
  return sessions.map(({ from }) => from);
}
