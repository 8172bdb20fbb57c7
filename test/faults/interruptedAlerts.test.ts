import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import type { Alert } from "../../electron/domain/alert.ts";
import { encodeWav } from "../../electron/domain/wav.ts";
import { openStore } from "../../electron/store/openStore.ts";
import { openTestApp } from "../makers/openTestApp.ts";
import { seededNoise } from "../makers/seededNoise.ts";
import { temporaryFolder } from "../makers/temporaryFolder.ts";

const sampleRate = 4000;
const samples = (seconds: number, tone: number) => {
  const noise = seededNoise(7);
  return Float32Array.from(
    { length: seconds * sampleRate },
    (_, n) => 0.1 * noise() + tone * Math.sin((2 * Math.PI * 900 * n) / sampleRate),
  );
};

it("a station that is stopped right after an alert still keeps its raw samples", async () => {
  using folder = temporaryFolder();
  const data = join(folder.path, "data");
  const path = join(folder.path, "rig.wav");
  let alertId = "";
  {
    await using app = await openTestApp(data);
    const { client } = app;
    const machine = await client.plant.saveMachine({ name: "Fan", kind: "fan" });
    const component = await client.plant.saveComponent({ machineId: machine.id, name: "Bearing", kind: "bearing" });
    let time = Date.UTC(2026, 0, 1);
    const play = (recording: Float32Array) => {
      writeFileSync(path, encodeWav([recording], sampleRate));
      time += 600_000;
      return client.devices.add({
        driver: "recordedFile",
        address: path,
        name: "Recording",
        sampleRate,
        channelCount: 1,
        settings: { pace: "as fast as possible", startTime: time },
      });
    };
    const { id: deviceId } = await play(samples(1, 0));
    await client.plant.savePoint({
      componentId: component.id,
      name: "radial",
      quantity: "other",
      unit: "raw",
      sensitivity: 1,
      mounting: "unknown",
      direction: "none",
      deviceId,
      channel: 0,
    });
    await client.components.learn({ componentIds: [component.id], seconds: 25, by: "Test" });
    await play(samples(30, 0));
    await vi.waitFor(async () => expect(await client.components.model({ componentId: component.id })).not.toBeNull(), {
      timeout: 20_000,
    });
    // Long enough to raise an alert, too short for the five seconds after it.
    await play(samples(6, 1));
    await vi.waitFor(
      async () => {
        const { alerts } = await client.alerts.list({ show: "open", offset: 0, limit: 1 });
        alertId = alerts[0]?.id ?? "";
        expect(alertId).not.toBe("");
      },
      { timeout: 10_000 },
    );
    expect((await client.alerts.get({ id: alertId })).evidence).toBeUndefined();
  }
  await using again = await openTestApp(data);
  const { evidence } = await again.client.alerts.get({ id: alertId });
  expect(evidence?.points).toMatchObject([{ recording: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  const waveform = await again.client.alerts.waveform({
    id: alertId,
    pointId: evidence!.points[0]!.pointId,
    columns: 10,
  });
  expect(waveform.duration).toBeGreaterThan(3);
});

const left: Alert = {
  id: "left",
  componentId: "gone",
  machineId: "gone",
  phase: "unacknowledged",
  priority: "low",
  raisedAt: 1000,
  changedAt: 1000,
  peakScore: 3,
  threshold: 2,
  modelVersion: 1,
};

it("an alert whose component is gone is closed, one whose evidence was lost to a kill waits for nothing", async () => {
  using folder = temporaryFolder();
  {
    const store = openStore(folder.path, { now: Date.now });
    const { site } = store.plant.read();
    store.plant.saveMachine({ id: "m", siteId: site.id, name: "Pump", kind: "pump", place: 0 });
    store.plant.saveComponent({ id: "c", machineId: "m", name: "Seal", kind: "other", place: 0, outOfService: false });
    store.alerts.insert(left, { machineName: "Old fan", componentName: "Belt" });
    store.alerts.insert(
      { ...left, id: "killed", componentId: "c", machineId: "m" },
      { machineName: "Pump", componentName: "Seal" },
    );
    store.close();
  }
  await using app = await openTestApp(folder.path);
  const { alerts } = await app.client.alerts.list({ show: "open", offset: 0, limit: 10 });
  expect(alerts.map(({ id }) => id)).toEqual(["killed"]);
  expect((await app.client.alerts.get({ id: "left" })).history.at(-1)).toMatchObject({ to: "normal", by: "" });
  expect((await app.client.alerts.get({ id: "killed" })).evidence).toMatchObject({ alertId: "killed", points: [] });
});

it("the figures of the disk survive a folder that somebody has moved away", () => {
  using folder = temporaryFolder();
  const store = openStore(folder.path, { now: Date.now });
  rmSync(join(folder.path, "models"), { recursive: true });
  expect(store.disk().free).toBeGreaterThan(0);
  store.close();
});
