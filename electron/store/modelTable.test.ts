import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/makers/temporaryFolder.ts";
import type { ModelDecision } from "../domain/modelDecision.ts";
import type { ReportCard } from "../domain/reportCard.ts";
import { openStore, type Store } from "./openStore.ts";

const now = Date.UTC(2026, 0, 1);

function put(store: Store, componentId: string, version: number, card?: ReportCard): void {
  const hash = `${componentId === "c" ? "a" : "b"}${version.toString().padStart(7, "0")}`;
  const meta = { kind: "session distance", recipe: "general/1", trainedAt: version, trainedBy: "Kim" };
  store.models.put(componentId, Uint8Array.of(version), { version, hash, ...meta }, card);
}

const versions = (store: Store, componentId: string) => store.models.list(componentId).map(({ version }) => version);

describe("the register of micromodels", () => {
  it("keeps the card, since when a version serves, and the engineer's word it serves by", async () => {
    using folder = temporaryFolder();
    const card = {
      version: 1,
      gates: [{ name: "stable", passed: false, found: 2, wanted: 1 }],
    } as unknown as ReportCard;
    const override = { by: "Ada", reason: "Checked by hand.", at: now };
    {
      await using store = openStore(folder.path, { now: () => now });
      put(store, "c", 1, card);
      put(store, "c", 2);
      store.models.putInService("c", 1, now, override);
      expect(() => store.models.putInService("c", 3, now)).toThrow(expect.objectContaining({ code: "NOT_FOUND" }));
    }
    await using store = openStore(folder.path, { now: () => now });
    expect(store.models.card("c", 1)).toEqual(card);
    expect(store.models.card("c", 2)).toBeUndefined();
    expect(store.models.list("c").map((model) => [model.version, model.inService, model.servesSince])).toEqual([
      [2, false, undefined],
      [1, true, now],
    ]);
    expect(store.models.list("c")[1]!.override).toEqual(override);
    // In service again without a word: the gates of that version have passed, or it was said anew.
    store.models.putInService("c", 1, now + 5);
    expect(store.models.list("c")[1]).toMatchObject({ servesSince: now + 5 });
    expect(store.models.list("c")[1]!.override).toBeUndefined();
  });

  it("lets go of old versions, never of the one that serves or one with an open alert", async () => {
    using folder = temporaryFolder();
    await using store = openStore(folder.path, { now: () => now });
    for (let version = 1; version <= 15; version++) put(store, "c", version);
    for (let version = 1; version <= 9; version++) put(store, "other", version);
    store.models.putInService("c", 2, now);
    const alert = {
      id: "a1",
      componentId: "c",
      machineId: "m",
      phase: "acknowledged",
      priority: "low",
      raisedAt: now,
      changedAt: now,
      peakScore: 2,
      threshold: 1,
      modelVersion: 4,
    } as const;
    store.alerts.insert(alert, { componentName: "C", machineName: "M" });
    expect(store.prune(now)).toMatchObject({ models: 3, more: false });
    expect(versions(store, "c")).toEqual([15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 4, 2]);
    expect(versions(store, "other")).toHaveLength(9);
    expect(readdirSync(join(folder.path, "models"))).toHaveLength(12 + 9);
    expect(existsSync(store.models.inService("c")!.path)).toBe(true);
    store.alerts.update({ ...alert, phase: "normal" });
    store.prune(now);
    expect(versions(store, "c")).toEqual([15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 2]);
    expect(store.models.nextVersion("c")).toBe(16);
  });
});

describe("who decided what", () => {
  it("is told newest first, of one component, over a restart", async () => {
    using folder = temporaryFolder();
    const decisions: ModelDecision[] = [
      { time: 5, by: "Ada", what: "forget session", from: 3 },
      { time: 5, by: "Ben", what: "budget", budget: { alarms: 2, per: "year" } },
      { time: 4, by: "Ben", what: "put into service", version: 2, reason: "The cover was loose." },
    ];
    {
      await using store = openStore(folder.path, { now: () => now });
      for (const decision of decisions) store.decisions.add("c", decision);
      store.decisions.add("other", decisions[0]!);
    }
    await using store = openStore(folder.path, { now: () => now });
    expect(store.decisions.list("c")).toEqual(decisions.toReversed());
    expect(store.decisions.list("c", 1)).toEqual([decisions.at(-1)]);
    store.decisions.remove("c");
    expect(store.decisions.list("c")).toEqual([]);
    expect(store.decisions.list("other")).toHaveLength(1);
  });
});

describe("what people state of a component and a machine", () => {
  it("is remembered over a restart, with the usual budget for the others", async () => {
    using folder = temporaryFolder();
    {
      await using store = openStore(folder.path, { now: () => now });
      store.budgets.put("c", { alarms: 2, per: "year" }, "Ada", now);
      store.tags.put("m", { speed: 1480, state: "full load" }, "Ada", now);
      store.tags.put("n", { load: 0.5 }, "Ada", now);
      store.tags.put("n", null, "Ada", now);
    }
    await using store = openStore(folder.path, { now: () => now });
    expect(store.budgets.get("c")).toEqual({ alarms: 2, per: "year" });
    expect(store.budgets.get("other")).toEqual({ alarms: 1, per: "month" });
    store.budgets.remove("c");
    expect(store.budgets.get("c")).toEqual({ alarms: 1, per: "month" });
    expect(store.tags.all()).toEqual([{ machineId: "m", tag: { speed: 1480, state: "full load" } }]);
    expect(store.tags.get("n")).toBeUndefined();
  });
});
