import { join } from "node:path";
import { expect, it, vi } from "vitest";
import type { Health } from "../../electron/domain/assessment.ts";
import type { Point } from "../../electron/domain/plant.ts";
import { openStore } from "../../electron/store/openStore.ts";
import { firstRegister, qm30Registers, registersFrom, tcpSlave } from "../makers/modbusSlave.ts";
import { openTestApp } from "../makers/openTestApp.ts";
import { SimulatedQm30, usedRegisters, type Worse } from "../makers/simulatedQm30.ts";
import type { Client } from "../makers/stationClient.ts";
import { takeSnapshot } from "../makers/takeSnapshot.ts";
import { temporaryFolder } from "../makers/temporaryFolder.ts";

const long = process.env.AUSCULT_LONG === "1";
const learnSeconds = 20;
/** Hours of the simulation at which it learned, and the one that it stands at: warm, as in the afternoon. */
const learned = [8, 17, 33, 54];
const now = 5 + 24 * 8;
const isTemperature = ({ quantity }: { readonly quantity: string }) => quantity === "temperature";
const patience = { timeout: 20_000, interval: 200 };

async function healthOf(client: Client, id: string): Promise<Health | undefined> {
  return (await takeSnapshot(client)).health.find(({ componentId }) => componentId === id);
}

async function openAlert(client: Client, componentId: string) {
  const { alerts } = await client.alerts.list({ show: "open", offset: 0, limit: 10 });
  return alerts.find((alert) => alert.componentId === componentId);
}

/** A component with a point on each of these channels. */
async function mount(client: Client, deviceId: string, name: string, registers: typeof usedRegisters) {
  const machine = await client.plant.saveMachine({ name, kind: "fan" });
  const component = await client.plant.saveComponent({ machineId: machine.id, name, kind: "bearing" });
  const points: Point[] = [];
  for (const { name, quantity, unit, index } of registers) {
    const draft = {
      name,
      quantity,
      unit,
      sensitivity: 1,
      mounting: "magnet",
      direction: "none",
      signal: "feature",
    } as const;
    points.push(await client.plant.savePoint({ ...draft, componentId: component.id, deviceId, channel: index }));
  }
  return { componentId: component.id, points };
}

it("a smart sensor on the network is read, learned and judged by its values: a doubled velocity and a hot bearing are named", async () => {
  using folder = temporaryFolder();
  await using closing = new AsyncDisposableStack();
  const sensor = new SimulatedQm30(7);
  let worse: Worse = {};
  const read = () => registersFrom(firstRegister, qm30Registers(sensor.measure(now, worse)));
  const slave = closing.use(await tcpSlave(read()));
  const seldomRead = closing.use(await tcpSlave(read()));
  const measuring = setInterval(() => {
    slave.registers = read();
  }, 250);
  closing.defer(() => clearInterval(measuring));
  const data = join(folder.path, "data");
  const vibrations = usedRegisters.filter((register) => !isTemperature(register));
  const temperatures = usedRegisters.filter(isTemperature);

  // Set up as a person does. What days and nights were like is put where the station keeps it, instead of waiting for them.
  const setUp = await (async () => {
    await using app = await openTestApp(data);
    const { client } = app;
    const settings = { map: "qm30vt2", slave: 1, interval: 1 };
    const info = await client.devices.describe({ driver: "modbusTcp", address: slave.address, settings });
    expect(info.channels).toHaveLength(22);
    expect(info.channels[3]).toMatchObject({ name: "Temperature", unit: "°C", signal: "feature" });
    const { id: deviceId } = await client.devices.add({
      driver: "modbusTcp",
      address: slave.address,
      name: info.name,
      sampleRate: info.defaultSampleRate,
      channelCount: info.channels.length,
      settings,
    });
    const slow = await client.devices.add({
      driver: "modbusTcp",
      address: seldomRead.address,
      name: "Slow",
      sampleRate: 0.1,
      channelCount: info.channels.length,
      settings: { ...settings, interval: 10 },
    });
    const bearing = await mount(client, deviceId, "Bearing", vibrations);
    const housing = await mount(client, deviceId, "Housing", temperatures);
    const fresh = await mount(client, deviceId, "Fresh", usedRegisters.slice(0, 6));
    const seldom = await mount(client, slow.id, "Seldom", temperatures);
    return { deviceId, bearing, housing, fresh, seldom };
  })();
  const { bearing, housing, fresh, seldom } = setUp;
  await (async () => {
    await using store = openStore(data, { now: Date.now });
    for (const [{ componentId, points }, mine] of [
      [bearing, vibrations],
      [housing, temperatures],
    ] as const) {
      const columns = mine.map((register) => usedRegisters.indexOf(register));
      for (const hour of learned) {
        const { from, to, windows } = sensor.session(hour, 10);
        store.sessions.put({
          componentId,
          from,
          to,
          recipe: "value/1",
          points: JSON.stringify(points.map(({ id, sampleRate, quantity }) => ({ id, sampleRate, value: quantity }))),
          spectra: {},
          windows: windows.map((window) => Float32Array.from(columns, (column) => window[column]!)),
        });
      }
    }
  })();

  const { client } = closing.use(await openTestApp(data));
  const both = [bearing.componentId, housing.componentId];
  // a component of its own learns by listening, all the while
  if (long) await client.components.learn({ componentIds: [fresh.componentId], seconds: learnSeconds, by: "Test" });
  const learningSince = Date.now();
  const [learning] = await client.components.learn({
    componentIds: [seldom.componentId],
    seconds: learnSeconds,
    by: "Test",
  });
  expect(learning).toMatchObject({ state: "failed", failure: { reason: "too little", needed: 15, seconds: 150 } });
  for (const componentId of both) await client.models.train({ componentId, by: "Test" });
  await vi.waitFor(async () => {
    for (const componentId of both) expect((await healthOf(client, componentId))?.state).toBe("as usual");
  }, patience);
  for (const componentId of both) {
    const dossier = await client.models.dossier({ componentId });
    expect(dossier?.card.gates.every(({ passed }) => passed)).toBe(true);
    expect(dossier?.card.technique.recipe).toBe("value/1");
  }

  worse = { z: 2 };
  await vi.waitFor(async () => {
    const alert = await openAlert(client, bearing.componentId);
    const z = bearing.points.find(({ name }) => name === "Z velocity RMS")!;
    const peak = bearing.points.find(({ name }) => name === "Z peak velocity")!;
    expect([z.id, peak.id]).toContain(alert?.deviation?.pointId);
    const { now: is, healthy } = alert!.deviation!.value!;
    expect(is / healthy).toBeGreaterThan(1.6);
  }, patience);
  const explained = await client.models.explain({ componentId: bearing.componentId });
  expect(bearing.points.find(({ id }) => id === explained?.features[0]?.pointId)?.name).toMatch(/^Z .*velocity/);
  const alert = await openAlert(client, bearing.componentId);
  const { evidence } = await client.alerts.get({ id: alert!.id });
  expect(evidence?.points).toEqual([]);
  expect(evidence?.values).toHaveLength(vibrations.length);
  expect(await openAlert(client, housing.componentId)).toBeUndefined();

  worse = { warmer: 15 };
  await vi.waitFor(async () => {
    const hot = await openAlert(client, housing.componentId);
    expect(hot?.deviation).toMatchObject({ pointId: housing.points[0]!.id, low: 0, high: 0 });
    const { now: is, healthy } = hot!.deviation!.value!;
    expect(is - healthy).toBeGreaterThan(10);
    expect(is).toBeGreaterThan(50);
  }, patience);

  if (!long) return;
  await vi.waitFor(
    async () => {
      expect(Date.now() - learningSince).toBeGreaterThan(learnSeconds * 1000);
      const dossier = await client.models.dossier({ componentId: fresh.componentId });
      expect(dossier?.card.data.duration).toBeGreaterThanOrEqual(15);
    },
    { timeout: (learnSeconds + 20) * 1000, interval: 500 },
  );
}, 90_000);
