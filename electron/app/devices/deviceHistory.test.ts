import { expect, it } from "vitest";
import { temporaryFolder } from "../../../test/makers/temporaryFolder.ts";
import { openStore } from "../../store/openStore.ts";
import { deviceHistory } from "./deviceHistory.ts";

const hour = 3_600_000;
const noon = Date.UTC(2026, 5, 1, 12);

it("what was lost is told channel by channel; time that nobody measured, and a clock that was set, are no loss", async () => {
  using folder = temporaryFolder();
  await using store = openStore(folder.path, { now: () => noon });
  const gap = (from: number, seconds: number, lostSamples: number, reason: string) =>
    store.gaps.add({ deviceId: "daq", from, to: from + seconds * 1000, lostSamples, reason });
  gap(noon, 5, 5000, "DEVICE_LOST");
  gap(noon + 20_000, 0.01, 10, "lost in device");
  gap(noon + 60_000, 600, 600_000, "not measured");
  gap(noon + 900_000, 3600, 0, "clock set");
  store.troubles.add({ deviceId: "daq", channel: 1, time: noon, kind: "lost in queue", count: 77 });
  store.troubles.add({ deviceId: "daq", channel: 0, time: noon, kind: "rejected bytes", count: 3 });
  const history = deviceHistory(store, { deviceId: "daq", from: noon - hour, to: noon + hour }, 2);
  expect(history.gaps).toHaveLength(4);
  expect(history.channels).toEqual([
    { lostSamples: 5010, gaps: 2, troubles: { "rejected bytes": 3 } },
    { lostSamples: 5087, gaps: 2, troubles: {} },
  ]);
});
