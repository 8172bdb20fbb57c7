import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/makers/temporaryFolder.ts";
import { openStore } from "./openStore.ts";

const hour = 3_600_000;
const noon = Date.UTC(2026, 5, 1, 12);

describe("what was lost of a device", () => {
  it("is kept by the hour, channel and kind, and is there after a restart", async () => {
    using folder = temporaryFolder();
    {
      await using store = openStore(folder.path, { now: () => noon });
      const add = (channel: number, time: number, kind: string, count: number) =>
        store.troubles.add({ deviceId: "daq", channel, time, kind, count });
      add(0, noon + 1000, "overrun", 2);
      add(0, noon + 2000, "overrun", 3);
      store.flush();
      add(0, noon + 3000, "overrun", 5);
      add(0, noon + hour, "overrun", 100);
      add(1, noon, "checksum error", 7);
      add(1, noon, "lost in queue", 512);
      store.clocks.add("daq", noon + 1000, { drift: 30, uncertainty: 9 });
      store.clocks.add("daq", noon + 2000, { drift: 41, uncertainty: 3 });
      store.clocks.add("daq", noon + 2 * hour, { drift: 44, uncertainty: 1 });
    }
    await using store = openStore(folder.path, { now: () => noon });
    expect(store.troubles.read("daq", noon + 5000, noon + 6000)).toEqual([
      { channel: 0, kind: "overrun", count: 10 },
      { channel: 1, kind: "checksum error", count: 7 },
      { channel: 1, kind: "lost in queue", count: 512 },
    ]);
    expect(store.troubles.read("daq", noon, noon + hour)[0]).toEqual({ channel: 0, kind: "overrun", count: 110 });
    expect(store.troubles.read("other", noon, noon + hour)).toEqual([]);
    expect(store.clocks.read("daq", noon, noon + 3 * hour)).toEqual([
      { time: noon, drift: 41, uncertainty: 3 },
      { time: noon + 2 * hour, drift: 44, uncertainty: 1 },
    ]);
  });

  it("in single samples is one stretch, and very many are read together without losing one", async () => {
    using folder = temporaryFolder();
    await using store = openStore(folder.path, { now: () => noon });
    for (let second = 0; second < 5000; second++) {
      const from = noon + second * 10_000;
      for (const after of [0, 300, 600]) {
        const to = from + after + 1;
        store.gaps.add({ deviceId: "daq", from: from + after, to, lostSamples: 1, reason: "lost in device" });
      }
    }
    store.gaps.add({
      deviceId: "daq",
      from: noon + 5_000_000,
      to: noon + 5_400_000,
      lostSamples: 9,
      reason: "DEVICE_LOST",
    });
    const close = store.gaps.read("daq", noon, noon + 25_000);
    expect(close.map(({ from, to, lostSamples }) => [from - noon, to - noon, lostSamples])).toEqual([
      [0, 601, 3],
      [10_000, 10_601, 3],
      [20_000, 20_601, 3],
    ]);
    const wide = store.gaps.read("daq", noon, noon + 50_000_000);
    expect(wide.length).toBeLessThan(2100);
    expect(wide.reduce((sum, each) => sum + each.lostSamples, 0)).toBe(15_009);
    // What was truly away keeps its own length at any zoom.
    expect(wide.filter(({ reason }) => reason === "DEVICE_LOST")).toEqual([
      expect.objectContaining({ from: noon + 5_000_000, to: noon + 5_400_000 }),
    ]);
    expect(store.gaps.sums("daq", noon, noon + 50_000_000)).toEqual([
      { reason: "DEVICE_LOST", gaps: 1, lostSamples: 9 },
      { reason: "lost in device", gaps: 5000, lostSamples: 15_000 },
    ]);
  });

  it("never lets a trend bridge a gap, at any zoom", async () => {
    using folder = temporaryFolder();
    await using store = openStore(folder.path, { now: () => noon });
    const away = { from: noon + 2 * hour, to: noon + 5 * hour };
    for (let time = noon; time < noon + 8 * hour; time += 5000) {
      if (time < away.from || time >= away.to) store.trends.add("pump", time, 1);
    }
    for (const maxRows of [10_000, 1000, 10]) {
      const { step, rows } = store.trends.read("pump", noon, noon + 8 * hour, maxRows);
      expect(rows.filter(({ time }) => time >= away.from && time + step * 1000 <= away.to)).toEqual([]);
      expect(rows.length).toBeGreaterThan(4);
    }
  });

  it("is forgotten with the trends of its time", async () => {
    using folder = temporaryFolder();
    await using store = openStore(folder.path, { now: () => noon });
    const day = 24 * hour;
    for (const days of [0, 400]) {
      const time = noon - days * day;
      store.troubles.add({ deviceId: "daq", channel: 0, time, kind: "overrun", count: 1 });
      store.clocks.add("daq", time, { drift: 1, uncertainty: 1 });
    }
    store.prune(noon, { ...store.settings.retention(), hourTrendDays: 365 });
    expect(store.troubles.read("daq", 0, noon + hour)).toEqual([{ channel: 0, kind: "overrun", count: 1 }]);
    expect(store.clocks.read("daq", 0, noon + hour)).toHaveLength(1);
  });
});
