import { describe, expect, it } from "vitest";
import { seededNoise } from "../../../test/makers/seededNoise.ts";
import { temporaryFolder } from "../../../test/makers/temporaryFolder.ts";
import type { Health } from "../../domain/assessment.ts";
import type { GateName, ReportCard } from "../../domain/reportCard.ts";
import { defaultRecipe } from "../../features/recipes.ts";
import { openStore, type Store } from "../../store/openStore.ts";
import { trainMicromodel } from "../../training/trainMicromodel.ts";
import type { AppContext } from "../appContext.ts";
import { modelDossier } from "./modelDossier.ts";
import { modelSummaries } from "./modelSummaries.ts";

const day = 86_400_000;
const now = Date.UTC(2026, 5, 1);

/** What the summaries look at of a card. */
function card(version: number, expectedHigh: number, failed: readonly GateName[] = [], sessions = 3): ReportCard {
  const gates = failed.map((name) => ({ name, passed: false, found: 0, wanted: 1 }));
  const expected = { perMonth: expectedHigh / 2, low: 0, high: expectedHigh };
  const data = { sessions: Array.from({ length: sessions }, () => ({})) };
  return { version, gates, threshold: { expected }, data } as unknown as ReportCard;
}

function put(store: Store, componentId: string, version: number, of: ReportCard): void {
  const hash = Buffer.from(`${componentId}${version}`.padEnd(8, ".")).toString("hex").slice(0, 16);
  const meta = { kind: "session distance", recipe: "general/1", trainedAt: now - 60 * day, trainedBy: "Kim" };
  store.models.put(componentId, Uint8Array.of(version), { version, hash, ...meta }, of);
}

function raise(store: Store, componentId: string, count: number, raisedAt: number): void {
  for (let alert = 0; alert < count; alert++) {
    store.alerts.insert(
      {
        id: `${componentId} ${alert} ${raisedAt}`,
        componentId,
        machineId: "m",
        phase: "normal",
        priority: "low",
        raisedAt,
        changedAt: raisedAt,
        peakScore: 2,
        threshold: 1,
        modelVersion: 1,
      },
      { componentName: componentId, machineName: "M" },
    );
  }
}

function contextOf(store: Store, ids: readonly string[], health: Partial<Health>[] = [], unreadable: string[] = []) {
  const components = ids.map((id) => ({ id }));
  const pipeline = { health: () => health, unreadable: () => unreadable };
  return { store, pipeline, plant: { plant: { components } }, now: () => now } as unknown as AppContext;
}

describe("the list of micromodels", () => {
  it("says what asks for an engineer, and nothing where nothing does", async () => {
    using folder = temporaryFolder();
    await using store = openStore(folder.path, { now: () => now });
    const ids = ["bare", "calm", "loud", "waits", "young", "strange", "broken"];
    for (const id of ids.slice(1)) put(store, id, 1, card(1, 1, [], id === "young" ? 1 : 3));
    for (const id of ids.slice(1)) store.models.putInService(id, 1, now - 40 * day);
    put(store, "waits", 2, card(2, 1, ["sessions agree"]));
    raise(store, "calm", 1, now - 3 * day);
    raise(store, "calm", 8, now - 31 * day);
    raise(store, "loud", 6, now - 2 * day);
    const health: Partial<Health>[] = [{ componentId: "strange", reason: "new operating mode" }];
    const list = modelSummaries(contextOf(store, ids, health, ["broken"]));
    expect(Object.fromEntries(list.map(({ componentId, care }) => [componentId, care]))).toEqual({
      bare: ["no model"],
      calm: [],
      loud: ["more alarms than expected"],
      waits: ["gate failed"],
      young: ["one session only"],
      strange: ["new operating mode"],
      broken: ["unreadable"],
    });
    expect(list.find(({ componentId }) => componentId === "waits")).toMatchObject({
      model: { version: 1 },
      waiting: 2,
    });
    expect(list.find(({ componentId }) => componentId === "calm")).toMatchObject({
      alerts: 1,
      alertDays: 30,
      expectedPerMonth: 0.5,
    });
  });

  it("counts alerts only since the model serves", async () => {
    using folder = temporaryFolder();
    await using store = openStore(folder.path, { now: () => now });
    put(store, "c", 1, card(1, 1));
    store.models.putInService("c", 1, now - 5 * day);
    raise(store, "c", 4, now - 6 * day);
    raise(store, "c", 1, now - 4 * day);
    expect(modelSummaries(contextOf(store, ["c"]))).toMatchObject([{ alerts: 1, alertDays: 5, care: [] }]);
  });
});

describe("the dossier of a model without a card", () => {
  it("tells what the artifact itself knows", async () => {
    using folder = temporaryFolder();
    await using store = openStore(folder.path, { now: () => now });
    const noise = seededNoise(3);
    const count = defaultRecipe.traits(8000).length;
    const windows = Array.from({ length: 30 }, () => Float32Array.from({ length: count }, () => -3 + 0.1 * noise()));
    const trained = await trainMicromodel({
      componentId: "c",
      version: 1,
      recipe: defaultRecipe.id,
      points: [{ id: "p", sampleRate: 8000 }],
      sessions: [{ from: 0, to: 30_000, windows }],
      healthy: {},
      seed: 1,
      trainedAt: 7,
      trainedBy: "Kim",
    });
    const { kind, recipe, trainedAt, trainedBy, threshold } = trained.header;
    store.models.put("c", trained.artifact, { version: 1, hash: trained.hash, kind, recipe, trainedAt, trainedBy });
    const dossier = modelDossier(store, "c");
    expect(dossier?.card).toMatchObject({
      hash: trained.hash,
      trainedBy: "Kim",
      data: { windows: 30, points: [{ id: "p", sampleRate: 8000 }] },
      threshold: { value: threshold },
      gates: [],
      technique: { kind, candidates: [] },
    });
    expect(modelDossier(store, "nobody")).toBeNull();
    expect(() => modelDossier(store, "c", 2)).toThrow(expect.objectContaining({ code: "NOT_FOUND" }));
  });
});
