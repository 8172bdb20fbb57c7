import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Alert, Evidence } from "../domain/alert.ts";
import type { Plant } from "../domain/plant.ts";
import { openStore, type Store } from "./openStore.ts";
import { defaultRetention } from "./settingTable.ts";

const day = 86_400_000;
const start = Date.UTC(2026, 5, 1);
const names = { machineName: "Feed pump", componentName: "Drive-end bearing" };

let folder: string;
let clock: number;
const open = () => openStore(folder, { now: () => clock });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "auscult-store-"));
  clock = start;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function alertOf(id: string, change: Partial<Alert> = {}): Alert {
  return {
    id,
    componentId: "pump/bearing",
    machineId: "pump",
    phase: "unacknowledged",
    priority: "medium",
    raisedAt: start,
    changedAt: start,
    peakScore: 4.5,
    threshold: 2,
    modelVersion: 1,
    ...change,
  };
}

function evidenceOf(alertId: string, recording: string): Evidence {
  return {
    alertId,
    from: start - 5000,
    to: start + 5000,
    modelVersion: 1,
    modelHash: "ab",
    threshold: 2,
    scores: [{ time: start, value: 4.5 }],
    points: [
      {
        pointId: "p",
        recording,
        sampleRate: 12_800,
        unit: "g",
        lostSamples: 0,
        spectrum: { top: 6400, levels: [-80] },
      },
    ],
  } as unknown as Evidence;
}

function fillPlant(store: Store): Plant {
  store.plant.saveSite({ id: "works", name: "Works north" });
  store.plant.saveMachine({ id: "pump", siteId: "works", name: "Feed pump", kind: "pump", place: 1, ratedSpeed: 2950 });
  store.plant.saveMachine({ id: "fan", siteId: "works", name: "Exhaust fan", kind: "fan", place: 0 });
  store.plant.saveComponent({
    id: "pump/bearing",
    machineId: "pump",
    name: "Drive-end bearing",
    kind: "bearing",
    place: 0,
    outOfService: true,
  });
  store.plant.saveDevice({
    id: "daq",
    driver: "simulatedPlant",
    address: "pump",
    name: "DAQ 1",
    sampleRate: 12_800,
    channelCount: 2,
    settings: { seed: 7, pace: "real time", quiet: false },
  });
  store.plant.savePoint({
    id: "pump/bearing/h",
    componentId: "pump/bearing",
    name: "horizontal",
    quantity: "acceleration",
    unit: "g",
    sensitivity: 0.1,
    mounting: "screw",
    direction: "horizontal",
    deviceId: "daq",
    channel: 0,
    sampleRate: 12_800,
  });
  return store.plant.read();
}

describe("a station's store", () => {
  it("remembers everything over a restart", async () => {
    let plant: Plant;
    let recording: string;
    const deviation = { pointId: "pump/bearing/h", low: 2900, high: 3400, change: 11 };
    {
      await using store = open();
      plant = fillPlant(store);
      store.trends.add("pump/bearing", start + 400, 1.5);
      store.features.add("pump/bearing", "basic@1", start, Float32Array.of(1, 2.5, -3));
      store.gaps.add({ deviceId: "daq", from: start, to: start + 100, lostSamples: 1280, reason: "unplugged" });
      recording = store.evidence.put(Uint8Array.of(1, 2, 3));
      store.alerts.insert(alertOf("a1"), names);
      store.alerts.update(alertOf("a1", { phase: "acknowledged", changedAt: start + 1000, deviation }), {
        time: start + 1000,
        from: "unacknowledged",
        to: "acknowledged",
        by: "Kim",
        comment: "greased",
      });
      store.alerts.saveEvidence("a1", evidenceOf("a1", recording));
      const meta = { kind: "mahalanobis", recipe: "basic@1", trainedAt: start, trainedBy: "Kim" };
      store.models.put("pump/bearing", Uint8Array.of(9), { version: 1, hash: "aaaaaaaa", ...meta });
      store.models.put("pump/bearing", Uint8Array.of(8), { version: 2, hash: "bbbbbbbb", ...meta });
      store.models.putInService("pump/bearing", 2, 0);
      store.labels.put({
        id: "l1",
        componentId: "pump/bearing",
        from: start,
        to: start + 1,
        mechanism: "outer race",
        comment: "",
        author: "Kim",
        time: start,
      });
      store.settings.set("dismissed", ["x"]);
      store.settings.setRetention({ ...defaultRetention, featureHours: 3 });
    }
    await using store = open();
    expect(store.notices).toEqual([]);
    expect(store.plant.read()).toEqual(plant);
    expect(plant.machines.map((machine) => machine.id)).toEqual(["fan", "pump"]);
    expect(plant.components[0]?.outOfService).toBe(true);
    expect(plant.devices[0]?.settings).toEqual({ seed: 7, pace: "real time", quiet: false });
    expect(store.trends.read("pump/bearing", start, start + 1000, 100)).toEqual({
      step: 1,
      rows: [{ time: start, min: 1.5, mean: 1.5, max: 1.5 }],
    });
    expect(store.features.read("pump/bearing", "basic@1", start, start)).toEqual([
      { time: start, values: Float32Array.of(1, 2.5, -3) },
    ]);
    expect(store.gaps.read("daq", start + 50, start + 60)).toEqual([
      { deviceId: "daq", from: start, to: start + 100, lostSamples: 1280, reason: "unplugged", away: 100 },
    ]);
    expect(store.alerts.get("a1")).toEqual({
      ...alertOf("a1", { phase: "acknowledged", changedAt: start + 1000, deviation }),
      ...names,
      lastBy: "Kim",
      lastComment: "greased",
    });
    expect(store.alerts.history("a1").map((step) => [step.from, step.to, step.by])).toEqual([
      ["normal", "unacknowledged", ""],
      ["unacknowledged", "acknowledged", "Kim"],
    ]);
    expect(store.alerts.open().map((alert) => alert.id)).toEqual(["a1"]);
    expect(store.alerts.evidence("a1")).toEqual(evidenceOf("a1", recording));
    expect([...store.evidence.readBytes(recording)]).toEqual([1, 2, 3]);
    expect(store.models.inService("pump/bearing")).toMatchObject({ version: 2, hash: "bbbbbbbb" });
    expect([...readFileSync(store.models.inService("pump/bearing")!.path)]).toEqual([8]);
    expect(store.models.nextVersion("pump/bearing")).toBe(3);
    expect(store.models.list("pump/bearing").map((model) => [model.version, model.inService])).toEqual([
      [2, true],
      [1, false],
    ]);
    expect(store.labels.list("pump/bearing").map((label) => label.mechanism)).toEqual(["outer race"]);
    expect(store.settings.get("dismissed")).toEqual(["x"]);
    expect(store.settings.retention().featureHours).toBe(3);
  });

  it("keeps alerts and trends readable when the machine is removed", async () => {
    await using store = open();
    fillPlant(store);
    store.trends.add("pump/bearing", start, 2);
    store.alerts.insert(alertOf("a1"), names);
    store.plant.removeMachine("pump");
    const plant = store.plant.read();
    expect(plant.components).toEqual([]);
    expect(plant.points).toEqual([]);
    expect(plant.devices).toHaveLength(1);
    expect(store.alerts.get("a1")).toMatchObject(names);
    expect(store.trends.read("pump/bearing", start, start + 1, 10).rows).toHaveLength(1);
    expect(() => store.plant.removeMachine("pump")).toThrow(/no machine pump/);
  });

  it("saving a machine again keeps what hangs below it", async () => {
    await using store = open();
    const before = fillPlant(store);
    store.plant.saveMachine({ ...before.machines[1]!, name: "Feed pump 3" });
    expect(store.plant.read().points).toHaveLength(1);
  });

  it("refuses a point without component, device or sensitivity, by name", async () => {
    await using store = open();
    const point = fillPlant(store).points[0]!;
    expect(() => store.plant.savePoint({ ...point, componentId: "gone" })).toThrow(/no component gone/);
    expect(() => store.plant.savePoint({ ...point, deviceId: "gone" })).toThrow(/no device gone/);
    expect(() => store.plant.savePoint({ ...point, sensitivity: 0 })).toThrow(/sensitivity/);
  });

  it("commits what is buffered within a second or so, by itself", async () => {
    await using store = open();
    store.trends.add("c", start, 1);
    const wal = join(folder, "station.db-wal");
    const before = readFileSync(wal).length;
    await expect.poll(() => readFileSync(wal).length, { timeout: 5000 }).toBeGreaterThan(before);
  });

  it("says what it takes of the disk and what it may take", async () => {
    await using store = open();
    const before = store.disk();
    store.evidence.put(new Uint8Array(1_000_000));
    const after = store.disk();
    expect(after.used - before.used).toBeGreaterThanOrEqual(1_000_000);
    expect(after.limit).toBeGreaterThan(after.used);
    expect(after.free).toBeGreaterThan(0);
  });

  it("tells that a recording was changed", async () => {
    await using store = open();
    const hash = store.evidence.put(Uint8Array.of(1, 2, 3));
    writeFileSync(store.evidence.path(hash), Uint8Array.of(1, 2, 4));
    expect(() => store.evidence.readBytes(hash)).toThrow(/changed or damaged/);
    expect(() => store.evidence.path("../../etc/passwd")).toThrow(/not the hash/);
    expect(() => store.models.readBytes("../x")).toThrow(/not the hash/);
  });
});

describe("the list of alerts", () => {
  it("is filtered, newest first, with counts", async () => {
    await using store = open();
    store.alerts.insert(alertOf("old", { raisedAt: start - day, phase: "unacknowledged" }), names);
    store.alerts.insert(alertOf("fan", { componentId: "fan/rotor", machineId: "fan", raisedAt: start + 1 }), names);
    store.alerts.insert(alertOf("new", { raisedAt: start + 2, phase: "returned" }), names);
    store.alerts.update(alertOf("old", { raisedAt: start - day, phase: "normal" }));
    const all = store.alerts.list({ show: "all", offset: 0, limit: 10 });
    expect(all.alerts.map((alert) => alert.id)).toEqual(["new", "fan", "old"]);
    expect([all.total, all.unacknowledged]).toEqual([3, 2]);
    const ids = (filter: object) =>
      store.alerts.list({ show: "open", offset: 0, limit: 10, ...filter }).alerts.map((alert) => alert.id);
    expect(ids({})).toEqual(["new", "fan"]);
    expect(ids({ offset: 1, limit: 1 })).toEqual(["fan"]);
    expect(ids({ phases: ["returned"] })).toEqual(["new"]);
    expect(ids({ machineId: "fan" })).toEqual(["fan"]);
    expect(ids({ componentId: "pump/bearing", show: "all" })).toEqual(["new", "old"]);
    expect(() => store.alerts.insert(alertOf("old"), names)).toThrow(/already recorded/);
    expect(() => store.alerts.update(alertOf("nobody"))).toThrow(/no alert nobody/);
  });

  it("opens 20,000 alerts in a few milliseconds", async () => {
    await using store = open();
    store.plant.read();
    const bulk = 20_000;
    store.transaction(() => {
      for (let index = 0; index < bulk; index++) {
        const phase = index % 50 === 0 ? "unacknowledged" : "normal";
        store.alerts.insert(alertOf(`a${index}`, { raisedAt: start + index, phase }), names);
      }
    });
    const filter = { show: "all", offset: 10_000, limit: 100 } as const;
    store.alerts.list(filter);
    const times = Array.from({ length: 20 }, () => {
      const before = performance.now();
      const page = store.alerts.list(filter);
      expect([page.total, page.unacknowledged, page.alerts.length]).toEqual([bulk, bulk / 50, 100]);
      return performance.now() - before;
    }).sort((one, other) => one - other);
    expect(times[10]).toBeLessThan(100);
  });
});

describe("trends", () => {
  it("are read from the finest table that fits", async () => {
    await using store = open();
    const value = (second: number) => Math.sin(second / 100) + 2;
    const seconds = 3 * 3600;
    for (let second = 0; second < seconds; second++) store.trends.add("c", start + second * 1000, value(second));
    const read = (rows: number) => store.trends.read("c", start, start + seconds * 1000 - 1, rows);
    expect([read(20_000).step, read(20_000).rows.length]).toEqual([1, seconds]);
    expect([read(1000).step, read(1000).rows.length]).toEqual([60, 180]);
    expect([read(100).step, read(100).rows.length]).toEqual([3600, 3]);
    expect(read(2).rows.length).toBeLessThanOrEqual(2);
    const minute = read(1000).rows[7]!;
    const expected = Array.from({ length: 60 }, (_, second) => value(7 * 60 + second));
    expect(minute.time).toBe(start + 7 * 60_000);
    expect(minute.min).toBeCloseTo(Math.min(...expected), 12);
    expect(minute.max).toBeCloseTo(Math.max(...expected), 12);
    expect(minute.mean).toBeCloseTo(expected.reduce((sum, one) => sum + one, 0) / 60, 10);
  });

  it("leave gaps as gaps, and merge what comes late", async () => {
    await using store = open();
    for (const second of [0, 1, 7]) store.trends.add("c", start + second * 1000, second);
    store.flush();
    store.trends.add("c", start + 7500, 9);
    const { rows } = store.trends.read("c", start, start + 60_000, 100);
    expect(rows.map((row) => (row.time - start) / 1000)).toEqual([0, 1, 7]);
    expect(rows[2]).toEqual({ time: start + 7000, min: 7, mean: 8, max: 9 });
    expect(store.trends.read("c", start, start + 60_000, 2).rows).toEqual([
      { time: start, min: 0, mean: 17 / 4, max: 9 },
    ]);
    expect(() => store.trends.add("c", start, Number.NaN)).toThrow(/not a number/);
    expect(store.trends.read("nobody", start, start + 1, 10).rows).toEqual([]);
  });

  it("go back to minutes and hours once the seconds are pruned", async () => {
    await using store = open();
    for (let minute = 0; minute < 40 * 1440; minute += 20) store.trends.add("c", start + minute * 60_000, 1);
    clock = start + 40 * day;
    const pruned = drain(store);
    expect(pruned).toBe((40 - 7) * 72);
    expect(store.trends.read("c", clock - 5 * day, clock, 5000).step).toBe(1);
    expect(store.trends.read("c", start, clock, 5000).step).toBe(60);
    expect(store.trends.read("c", start, clock, 1000).step).toBe(3600);
  });

  it("open a year of hours fast, thinned to what was asked for", async () => {
    await using store = open();
    for (let hour = 0; hour < 8760; hour++) store.trends.add("c", start + hour * 3_600_000, hour);
    store.flush();
    const end = start + 365 * day;
    store.trends.read("c", start, end, 5000);
    const before = performance.now();
    const whole = store.trends.read("c", start, end, 5000);
    expect(performance.now() - before).toBeLessThan(1000);
    expect(whole.step).toBe(7200);
    expect(whole.rows.length).toBe(4380);
    expect(whole.rows[1]).toEqual({ time: start + 7_200_000, min: 2, mean: 2.5, max: 3 });
    expect(store.trends.read("c", start, end, 10_000).rows.length).toBe(8760);
    for (const rows of [10, 33, 500]) {
      expect(store.trends.read("c", start, end, rows).rows.length).toBeLessThanOrEqual(rows);
    }
  });
});

describe("pruning", () => {
  it("takes features by hours and gaps by days, a bounded number at once", async () => {
    await using store = open();
    for (let second = 0; second < 30_000; second++) {
      store.features.add("c", second % 2 ? "a@1" : "b@1", start + second * 1000, Float32Array.of(second));
    }
    store.gaps.add({ deviceId: "d", from: start, to: start, lostSamples: 0, reason: "x" });
    clock = start + 100 * day;
    const first = store.prune(clock);
    expect(first).toMatchObject({ rows: 20_000, more: true });
    expect(drain(store)).toBe(10_001);
    expect(store.features.read("c", "a@1", 0, clock)).toEqual([]);
  });

  it("takes the oldest recordings, but never those of an open alert, and keeps what was judged", async () => {
    await using store = open();
    const recordings = Array.from({ length: 6 }, (_, index) => {
      clock = start + index * 1000;
      const hash = store.evidence.put(new Uint8Array(1_000_000).fill(index));
      store.alerts.insert(alertOf(`a${index}`, { phase: index === 1 ? "acknowledged" : "normal" }), names);
      store.alerts.saveEvidence(`a${index}`, evidenceOf(`a${index}`, hash));
      return hash;
    });
    clock += 60_000;
    store.prune(clock, { ...defaultRetention, evidenceMegabytes: 3 });
    expect(store.evidence.used()).toBe(3_000_000);
    const left = readdirSync(join(folder, "evidence"), { recursive: true }).map(String);
    const isKept = recordings.map((hash) => left.some((path) => path.includes(hash)));
    expect(isKept).toEqual([false, true, false, false, true, true]);
    expect(() => store.evidence.readBytes(recordings[0]!)).toThrow(/disk limit/);
    expect(store.alerts.evidence("a0")?.points[0]?.recording).toBe(recordings[0]);
  });

  it("counts recordings again after a kill between file and row", async () => {
    let hash: string;
    {
      await using store = open();
      hash = store.evidence.put(new Uint8Array(10));
    }
    writeFileSync(join(folder, "evidence", hash.slice(0, 2), "x.part"), "half");
    const orphan = "c".repeat(64);
    writeFileSync(join(folder, "evidence", hash.slice(0, 2), `${orphan}.wav`), "whole");
    await using store = open();
    expect(store.evidence.used()).toBe(15);
    expect(readdirSync(join(folder, "evidence", hash.slice(0, 2)))).not.toContain("x.part");
  });
});

function drain(store: Store): number {
  let rows = 0;
  for (;;) {
    const pruned = store.prune(clock);
    rows += pruned.rows;
    if (!pruned.more) return rows;
  }
}
