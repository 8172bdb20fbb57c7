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
  const device = { id: "daq", sampleRate: 1000, channelCount: 2 };
  const history = deviceHistory(store, device, { from: noon - hour, to: noon + hour });
  expect(history.gaps).toHaveLength(4);
  expect(history.channels).toEqual([
    { lostSamples: 5010, gaps: 2, troubles: { "rejected bytes": 3 } },
    { lostSamples: 5087, gaps: 2, troubles: {} },
  ]);
});

it("single samples that are missing again and again are no stretch without samples, however far one looks from", async () => {
  using folder = temporaryFolder();
  await using store = openStore(folder.path, { now: () => noon });
  const device = { id: "daq", sampleRate: 1000, channelCount: 1 };
  // For an hour, one row in fifty is refused; a stretch of an hour in the night is missing whole.
  for (let time = noon; time < noon + hour; time += 50) {
    store.gaps.add({ deviceId: "daq", from: time, to: time + 1, lostSamples: 1, reason: "lost in device" });
    if (time % 10_000 === 0) store.flush();
  }
  store.gaps.add({
    deviceId: "daq",
    from: noon + 2 * hour,
    to: noon + 3 * hour,
    lostSamples: 0,
    reason: "DEVICE_LOST",
  });
  for (const to of [noon + 60_000, noon + 4 * hour]) {
    const { gaps } = deviceHistory(store, device, { from: noon, to });
    const scattered = gaps.filter(({ reason, from, to }) => reason === "lost in device" && to - from > 1);
    expect(scattered.length).toBeGreaterThan(5);
    for (const { share } of scattered) expect(share).toBeCloseTo(0.02, 2);
    const away = gaps.filter(({ reason }) => reason === "DEVICE_LOST");
    expect(away.map(({ share }) => share)).toEqual(to > noon + hour ? [undefined] : []);
  }
});
