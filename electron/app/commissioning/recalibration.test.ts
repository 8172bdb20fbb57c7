import { expect, it } from "vitest";
import { temporaryFolder } from "../../../test/makers/temporaryFolder.ts";
import type { ReportCard } from "../../domain/reportCard.ts";
import { openStore, type Store } from "../../store/openStore.ts";
import { recalibration } from "./recalibration.ts";

/** A version made from sessions that began then; an engineer may have chosen its kind. */
function put(store: Store, version: number, sessions: readonly number[], chosenBy?: string): void {
  const card = {
    data: { sessions: sessions.map((from) => ({ from })) },
    technique: { kind: "Mahalanobis", chosenBy },
  } as unknown as ReportCard;
  const meta = { kind: "Mahalanobis", recipe: "general/1", trainedAt: version, trainedBy: "Kim" };
  store.models.put("c", Uint8Array.of(version), { version, hash: `aaaaaaa${version}`, ...meta }, card);
}

it("trains the model in service anew from its own sessions, unless a newer one waits for an engineer", async () => {
  using folder = temporaryFolder();
  await using store = openStore(folder.path, { now: () => 0 });
  // the first one has not passed: every session that is kept
  put(store, 1, [10], "Märta");
  expect(recalibration(store, "c")).toEqual({ kind: "Mahalanobis", chosenBy: "Märta" });
  store.models.putInService("c", 1, 1);
  expect(recalibration(store, "c")).toEqual({ kind: "Mahalanobis", chosenBy: "Märta", sessions: [10] });
  // a newer one waits: it may be the budget that it failed for
  put(store, 2, [10, 20]);
  expect(recalibration(store, "c")).toEqual({});
  store.models.putInService("c", 2, 2);
  expect(recalibration(store, "c")).toEqual({ sessions: [10, 20] });
  // an engineer goes back: what version 2 has heard stays away, now …
  store.models.putInService("c", 1, 3);
  const back = { kind: "Mahalanobis", chosenBy: "Märta", sessions: [10] };
  expect(recalibration(store, "c")).toEqual(back);
  // … while yet another one waits, and once the budget has made a version of its own
  put(store, 3, [10, 20, 30]);
  expect(recalibration(store, "c")).toEqual(back);
  put(store, 4, [10], "Märta");
  store.models.putInService("c", 4, 4);
  expect(recalibration(store, "c")).toEqual(back);
});
