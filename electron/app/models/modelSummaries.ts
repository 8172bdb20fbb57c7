import type { ModelCare, ModelSummary } from "../../contract/modelsContract.ts";
import type { ExpectedAlarms } from "../../domain/alarmBudget.ts";
import type { Component } from "../../domain/plant.ts";
import { passes } from "../../training/gates.ts";
import type { AppContext } from "../appContext.ts";
import { isMoreThanExpected } from "./isMoreThanExpected.ts";
import { versionOf } from "./modelDesk.ts";

const day = 86_400_000;
/** Alerts are looked back at this far. */
const lookBack = 30;

/** Every component with its micromodel, and what asks for an engineer. */
export function modelSummaries(context: AppContext): readonly ModelSummary[] {
  const { store, pipeline, plant } = context;
  const counts = new Map(store.sessions.counts().map((count) => [count.componentId, count]));
  const unreadable = new Set(pipeline.unreadable());
  const inNewMode = new Set(
    pipeline.health().flatMap(({ componentId, reason }) => (reason === "new operating mode" ? [componentId] : [])),
  );
  return plant.plant.components.map((component) => {
    const { sessions = 0, windows = 0 } = counts.get(component.id) ?? {};
    const summary = summarise(context, component);
    const care: ModelCare[] = [
      ...(unreadable.has(component.id) ? ["unreadable" as const] : []),
      ...summary.care,
      ...(inNewMode.has(component.id) ? ["new operating mode" as const] : []),
    ];
    return { ...summary, sessions, windows, care };
  });
}

function summarise({ store, now }: AppContext, { id }: Component): Omit<ModelSummary, "sessions" | "windows"> {
  const budget = store.budgets.get(id);
  const kept = store.models.list(id);
  const serving = kept.find(({ inService }) => inService);
  const newest = kept[0];
  const newestCard = newest && store.models.card(id, newest.version);
  const waits = newest !== undefined && !newest.inService && newestCard !== undefined && !passes(newestCard);
  const waiting = waits ? { waiting: newest.version } : {};
  const failed: ModelCare[] = waits ? ["gate failed"] : [];
  if (serving === undefined) {
    return { componentId: id, budget, alerts: 0, alertDays: 0, ...waiting, care: ["no model", ...failed] };
  }
  const card = serving.version === newest?.version ? newestCard : store.models.card(id, serving.version);
  const since = Math.max(now() - lookBack * day, serving.servesSince ?? serving.trainedAt);
  const alertDays = Math.max(0, now() - since) / day;
  const alerts = store.alerts.countSince(id, since);
  const expected: ExpectedAlarms | undefined = card?.threshold.expected;
  const learnedFrom = card?.data.sessions.filter(({ leftOut }) => leftOut === undefined).length;
  return {
    componentId: id,
    budget,
    model: versionOf(serving),
    ...(expected && { expectedPerMonth: expected.perMonth }),
    alerts,
    alertDays,
    ...waiting,
    care: [
      ...failed,
      ...(expected && isMoreThanExpected(alerts, alertDays, expected) ? ["more alarms than expected" as const] : []),
      ...(learnedFrom === 1 ? ["one session only" as const] : []),
    ],
  };
}
