import type {
  ModelCare,
  ModelDossier,
  ModelSummary,
  ModelVersion,
  ScoreExplanation,
} from "../../electron/contract/modelsContract.ts";
import { type AlarmBudget, usualBudget } from "../../electron/domain/alarmBudget.ts";
import type { Health } from "../../electron/domain/assessment.ts";
import type { ModelDecision } from "../../electron/domain/modelDecision.ts";
import type { OperatingTag } from "../../electron/domain/operatingTag.ts";
import type { Override, SessionReport } from "../../electron/domain/reportCard.ts";
import { inventedCard } from "./inventedCard.ts";

const day = 86_400_000;

interface Kept {
  budget: AlarmBudget;
  sessions: SessionReport[];
  versions: ModelDossier[];
  decisions: ModelDecision[];
}

/** The micromodels of an invented plant: made, trained again, put into service, as a station would, without computing anything. */
export class InventedModels {
  readonly tags = new Map<string, OperatingTag>();
  /** Components whose next model does not pass its tests. */
  readonly failing = new Set<string>();
  readonly #kept = new Map<string, Kept>();

  #of(componentId: string): Kept {
    const known = this.#kept.get(componentId) ?? { budget: usualBudget, sessions: [], versions: [], decisions: [] };
    this.#kept.set(componentId, known);
    return known;
  }

  /** Healthy sessions of fourteen minutes on as many days before today. */
  teach(componentId: string, days: readonly number[], now = Date.now()): void {
    this.#of(componentId).sessions = days.map((ago, index) => ({
      from: now - ago * day,
      to: now - ago * day + 840_000,
      windows: 840,
      heldOutLevel: 0.4 + 0.1 * index,
    }));
  }

  unlearn(componentId: string): void {
    this.#kept.delete(componentId);
  }

  hear(componentId: string, session: SessionReport, startOver: boolean): void {
    const kept = this.#of(componentId);
    kept.sessions = startOver ? [session] : [...kept.sessions, session];
  }

  /** @returns whether it passed and serves */
  train(
    componentId: string,
    by: string,
    choice: { kind?: string | undefined; trainedAt?: number } = {},
  ): { version: number; serves: boolean } {
    const kept = this.#of(componentId);
    const passes = !this.failing.has(componentId);
    const card = inventedCard({
      componentId,
      version: kept.versions.length + 1,
      trainedAt: choice.trainedAt ?? Date.now(),
      trainedBy: by,
      budget: kept.budget,
      sessions: kept.sessions,
      kind: choice.kind,
      passes,
    });
    const version: ModelVersion = {
      version: card.version,
      kind: card.technique.kind,
      recipe: card.technique.recipe,
      trainedAt: card.trainedAt,
      trainedBy: by,
      inService: false,
    };
    kept.versions = [{ card, version, versions: [], decisions: [] }, ...kept.versions];
    if (passes) this.serve(componentId, card.version, card.trainedAt);
    return { version: card.version, serves: passes };
  }

  serve(componentId: string, version: number, now: number, override?: Override): ModelVersion {
    const kept = this.#of(componentId);
    kept.versions = kept.versions.map((entry) => {
      const inService = entry.card.version === version;
      const since = inService ? { servesSince: now } : {};
      const signed = inService && override !== undefined ? { override } : {};
      return { ...entry, version: { ...entry.version, inService, ...since, ...signed } };
    });
    return this.dossier(componentId, version)!.version;
  }

  passed(componentId: string, version: number): boolean {
    return this.dossier(componentId, version)?.card.gates.every(({ passed }) => passed) ?? false;
  }

  decide(componentId: string, decision: ModelDecision): void {
    this.#of(componentId).decisions.unshift(decision);
  }

  setBudget(componentId: string, budget: AlarmBudget): AlarmBudget {
    this.#of(componentId).budget = budget;
    return budget;
  }

  forget(componentId: string, from: number): void {
    const kept = this.#of(componentId);
    kept.sessions = kept.sessions.filter((session) => session.from !== from);
  }

  dossier(componentId: string, version?: number): ModelDossier | null {
    const { versions, decisions } = this.#of(componentId);
    const found =
      version === undefined
        ? (versions.find((entry) => entry.version.inService) ?? versions[0])
        : versions.find((entry) => entry.card.version === version);
    return found === undefined ? null : { ...found, versions: versions.map((entry) => entry.version), decisions };
  }

  summary(componentId: string, health: Health | undefined, alerts: number): ModelSummary {
    const { budget, sessions, versions } = this.#of(componentId);
    const serving = versions.find(({ version }) => version.inService);
    const newest = versions[0];
    const waits = newest !== undefined && !newest.version.inService && newest.card.gates.some(({ passed }) => !passed);
    const care: ModelCare[] = [];
    if (newest === undefined) care.push("no model");
    if (waits) care.push("gate failed");
    if (serving !== undefined && sessions.length === 1) care.push("one session only");
    if (alerts > 3) care.push("more alarms than expected");
    if (health?.reason === "new operating mode") care.push("new operating mode");
    if (health?.reason === "model unreadable") care.push("unreadable");
    return {
      componentId,
      budget,
      model: serving?.version,
      sessions: sessions.length,
      windows: sessions.reduce((sum, { windows }) => sum + windows, 0),
      expectedPerMonth: serving?.card.threshold.expected.perMonth,
      alerts,
      alertDays: serving === undefined ? 0 : Math.min(30, (Date.now() - serving.card.trainedAt) / day),
      waiting: waits ? newest.card.version : undefined,
      care,
    };
  }

  /** Loud components: one band stands out; the others nearly as learned. */
  explain(pointId: string, loud: boolean): ScoreExplanation {
    const bands = [
      { low: 2900, high: 3400, change: loud ? 11.2 : 0.6, share: loud ? 0.61 : 0.12 },
      { low: 5800, high: 6600, change: loud ? 5.4 : 0.3, share: loud ? 0.17 : 0.1 },
      { low: 240, high: 420, change: loud ? -2.1 : -0.4, share: loud ? 0.06 : 0.08 },
      { low: 1000, high: 1300, change: 0.2, share: 0.03 },
    ];
    const names = [
      "spectrum 2.9–3.4 kHz",
      "envelope 80–120 Hz",
      "kurtosis",
      "spectrum 5.8–6.6 kHz",
      "rms",
      "crest factor",
    ];
    return {
      time: Date.now(),
      value: loud ? 12.4 : 1.1,
      threshold: 3.1,
      features: names.map((name, index) => ({
        pointId,
        name,
        share: 0.5 ** (index + 1),
        now: (loud ? 4 : 1.1) / (index + 1),
        healthy: 1 / (index + 1),
      })),
      bands: bands.map((band) => ({ pointId, ...band })),
    };
  }
}
