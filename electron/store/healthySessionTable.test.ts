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
  const first = openStore(folder, { now: () => 0 });
  first.sessions.put(session(5000, 10));
  first.sessions.put(session(1000, 20));
  first.sessions.put({ ...session(1000, 30), componentId: "other" });
  first.close();

  const store = openStore(folder, { now: () => 0 });
  expect(store.sessions.list("pump/bearing")).toEqual([session(1000, 20), session(5000, 10)]);
  store.sessions.remove("pump/bearing", 1000);
  expect(store.sessions.list("pump/bearing")).toEqual([session(5000, 10)]);
  store.sessions.remove("pump/bearing");
  expect(store.sessions.list("pump/bearing")).toEqual([]);
  expect(store.sessions.list("other")).toHaveLength(1);
  store.close();
});
