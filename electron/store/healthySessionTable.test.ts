import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import type { HealthySession } from "./healthySessionTable.ts";
import { openStore } from "./openStore.ts";

const folder = mkdtempSync(join(tmpdir(), "auscult-sessions-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const session = (from: number, seed: number): HealthySession => ({
  componentId: "pump/bearing",
  from,
  to: from + 2000,
  recipe: "general/1",
  points: "de@25600",
  windows: [Float32Array.of(seed, 1.5, -2), Float32Array.of(seed + 1, 0, 7)],
});

it("keeps healthy sessions window by window over a restart, and forgets one or all", () => {
  const spectra = { de: { top: 12_800, low: [-70], middle: [-60.5], high: [-50] } };
  const tagged = { ...session(9000, 40), tag: { state: "idle", speed: 600 }, spectra, unusable: 3, pending: true };
  const first = openStore(folder, { now: () => 0 });
  first.sessions.put(session(5000, 10));
  first.sessions.put(session(1000, 20));
  first.sessions.put(tagged);
  first.sessions.put({ ...session(1000, 30), componentId: "other" });
  first.close();

  const store = openStore(folder, { now: () => 0 });
  const all = (componentId: string) =>
    store.sessions.facts(componentId).map(({ from }) => store.sessions.read(componentId, from));
  expect(all("pump/bearing")).toEqual([session(1000, 20), session(5000, 10), tagged]);
  const { windows, tag, spectra: _, unusable, ...facts } = tagged;
  expect(store.sessions.facts("pump/bearing").at(-1)).toEqual(facts);
  const counts = () =>
    store.sessions.counts().map(({ componentId, sessions, windows }) => [componentId, sessions, windows]);
  expect(counts()).toEqual([
    ["other", 1, 2],
    ["pump/bearing", 2, 4],
  ]);
  store.sessions.settle("pump/bearing");
  expect(counts()[1]).toEqual(["pump/bearing", 3, 6]);
  expect(store.sessions.remove("pump/bearing", 1000)).toBe(1);
  expect(store.sessions.remove("pump/bearing", 1000)).toBe(0);
  expect(store.sessions.facts("pump/bearing").map(({ from }) => from)).toEqual([5000, 9000]);
  store.sessions.remove("pump/bearing");
  expect(store.sessions.facts("pump/bearing")).toEqual([]);
  expect(store.sessions.read("pump/bearing", 5000)).toBeUndefined();
  expect(all("other")).toHaveLength(1);
  store.close();
});
