import type { AlarmBudget } from "../../electron/domain/alarmBudget.ts";
import { monthlyAlarms } from "../../electron/domain/alarmBudget.ts";
import type { Candidate, ReportCard, SessionReport, SmallestChange } from "../../electron/domain/reportCard.ts";

const octaves = [125, 250, 500, 1000, 2000, 4000, 8000] as const;

const candidates: readonly Candidate[] = [
  { kind: "session distance", smallestChange: 3, found: 0.94, spread: 1.3, bytes: 3112, scoreMicros: 1.8 },
  { kind: "nearest neighbours", smallestChange: 4.5, found: 0.9, spread: 1.4, bytes: 41_200, scoreMicros: 24 },
  { kind: "isolation forest", smallestChange: 6, found: 0.81, spread: 2.1, bytes: 38_400, scoreMicros: 12 },
  { kind: "Mahalanobis", smallestChange: 9, found: 0.62, spread: 3.4, bytes: 9800, scoreMicros: 2.2 },
  { kind: "session distance", recipe: "vibration/1", smallestChange: 10, found: 0.6, bytes: 5200, scoreMicros: 2.6 },
  { kind: "autoencoder", untried: "too few windows" as const },
].map((candidate) => ({ recipe: "general/1", trainSeconds: 0.4, ...candidate }));

function smallest(): readonly SmallestChange[] {
  return [
    ...octaves.map((low, index) => ({
      fault: "band energy" as const,
      low,
      high: low * 2,
      change: index === 6 ? null : ([6, 4.5, 3, 3, 3, 4.5][index] ?? null),
    })),
    { fault: "impacts", change: 6 },
    { fault: "tone", change: 3 },
    { fault: "sidebands", change: 9 },
    { fault: "level", change: 4.5 },
  ];
}

export interface CardFacts {
  readonly componentId: string;
  readonly version: number;
  readonly trainedAt: number;
  readonly trainedBy: string;
  readonly budget: AlarmBudget;
  readonly sessions: readonly SessionReport[];
  readonly kind?: string | undefined;
  readonly passes: boolean;
}

/** A report card as a training would write it: figures that belong together, and gates that follow from them. */
export function inventedCard(facts: CardFacts): ReportCard {
  const { componentId, version, trainedAt, trainedBy, budget, kind, passes } = facts;
  const sessions = facts.sessions.map(
    (session, index): SessionReport =>
      !passes && index === facts.sessions.length - 1
        ? { ...session, leftOut: "unlike the others", heldOutLevel: 3.4 }
        : session,
  );
  const used = sessions.filter(({ leftOut }) => leftOut === undefined);
  const windows = used.reduce((sum, session) => sum + session.windows, 0);
  const perMonth = Math.min(0.2, monthlyAlarms(budget) / 2);
  const measured = Math.min(0.95, 0.3 + 0.12 * used.length);
  return {
    componentId,
    version,
    hash: "3f6c0b0a9d2e4c5177aa42bb61d3a9efc0875512de98ff01b2a3c4d5e6f70819",
    trainedAt,
    trainedBy,
    budget,
    data: {
      points: [{ id: `p-${componentId}`, sampleRate: 25_600 }],
      sessions,
      windows,
      duration: windows,
      unusable: 4,
      modes: [{ tag: { speed: 1480 } }, { tag: { speed: 1480 }, louder: 12 }, { tag: { state: "idle" } }],
    },
    technique: {
      kind: kind ?? "session distance",
      recipe: "general/1",
      candidates,
      chosenBy: kind === undefined ? undefined : trainedBy,
    },
    test: {
      trained: 0.41,
      heldOut: passes ? 0.47 : 0.82,
      heldOutHighest: passes ? 0.78 : 1.36,
      seedSpread: 0,
      control: 0.004,
      smallest: smallest(),
    },
    threshold: {
      value: 3.1,
      onWindows: 3,
      measured,
      expected: { perMonth, low: perMonth / 7, high: perMonth * 2.5 },
    },
    gates: [
      { name: "enough data", passed: true, found: windows, wanted: 30 },
      { name: "small gap", passed: passes, found: passes ? 1.15 : 4.6, wanted: 4 },
      { name: "stable", passed: true, found: 0, wanted: 0.25 },
      { name: "sees faults", passed: true, found: 0.94, wanted: 0.5 },
      { name: "sessions agree", passed: passes, found: passes ? 0 : 1, wanted: 0 },
      { name: "budget met", passed: true, found: perMonth, wanted: monthlyAlarms(budget) },
    ],
    cost: { bytes: 3112, scoreMicros: 1.8, trainSeconds: 6.4, backend: "WebAssembly" },
  };
}
