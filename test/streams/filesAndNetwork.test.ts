import { utimesSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import type { DeviceStatus } from "../../electron/contract/devicesContract.ts";
import { encodeWav } from "../../electron/domain/wav.ts";
import { mqttBroker, publishSteadily } from "../makers/mqttBroker.ts";
import { openTestApp } from "../makers/openTestApp.ts";
import { noise } from "../makers/recordingRig.ts";
import type { Client } from "../makers/stationClient.ts";
import { takeSnapshot } from "../makers/takeSnapshot.ts";
import { temporaryFolder } from "../makers/temporaryFolder.ts";

const rate = 4000;
const hour = 3_600_000;
const patience = { timeout: 30_000, interval: 50 };

/** A machine with one component that hangs on this device. */
async function usePoint(client: Client, device: Parameters<Client["devices"]["add"]>[0]): Promise<string> {
  const { id: deviceId } = await client.devices.add(device);
  const machine = await client.plant.saveMachine({ name: "Fan", kind: "fan" });
  const component = await client.plant.saveComponent({ machineId: machine.id, name: "Bearing", kind: "bearing" });
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
  return deviceId;
}

const soon = (client: Client, deviceId: string, expected: Partial<DeviceStatus>) =>
  vi.waitFor(async () => {
    const status = (await takeSnapshot(client)).devices.find((each) => each.deviceId === deviceId);
    expect(status).toMatchObject(expected);
  }, patience);

it("a station analyses the recordings of a route, tells of the bad one, and does not begin again after a restart", async () => {
  using folder = temporaryFolder();
  const [data, route] = [join(folder.path, "data"), join(folder.path, "route")];
  await mkdir(route);
  const began = Date.now() - 5 * hour;
  const put = (name: string, content: Uint8Array, modified: number) => {
    writeFileSync(join(route, name), content);
    utimesSync(join(route, name), modified / 1000, modified / 1000);
  };
  put("monday.wav", encodeWav([noise(1, { seconds: 3 })], rate), began);
  put("tuesday.wav", encodeWav([noise(2, { seconds: 3 })], rate), began + hour);
  put("torn.wav", encodeWav([noise(3, { seconds: 3 })], rate).subarray(0, 20_000), began + 2 * hour);
  let deviceId: string;
  {
    await using station = await openTestApp(data);
    const { client } = station;
    deviceId = await usePoint(client, {
      driver: "watchFolder",
      address: route,
      name: "Route",
      sampleRate: rate,
      channelCount: 1,
      settings: { settleSeconds: 0.1, pattern: "*day.wav; torn.wav" },
    });
    const message = expect.stringContaining("torn.wav was cut: its header promises 12000 samples per channel");
    await soon(client, deviceId, { condition: "running", message, analysed: 24_000, lostInDevice: 0, lostInQueue: 0 });
    const { gaps } = await client.devices.history({ deviceId, from: began - hour, to: Date.now() });
    expect(gaps).toEqual([
      { from: expect.any(Number), to: expect.any(Number), lostSamples: (3600 - 3) * rate, reason: "not measured" },
    ]);
    expect(gaps[0]!.from).toBeCloseTo(began, 0);
  }
  await using station = await openTestApp(data);
  put("wednesday.wav", encodeWav([noise(4, { seconds: 2 })], rate), began + 3 * hour);
  await soon(station.client, deviceId, { condition: "running", received: 8000, analysed: 8000, lostInDevice: 0 });
});

it("a station loses its MQTT broker and finds it again", async () => {
  using folder = temporaryFolder();
  const first = await mqttBroker();
  await using _broken = first;
  await using station = await openTestApp(folder.path);
  const { client } = station;
  const message = (n: number) => Buffer.from(noise(n, { seconds: 0.1 }).buffer);
  using _sensor = publishSteadily(first, "fan/radial", 100, message);
  const deviceId = await usePoint(client, {
    driver: "mqtt",
    address: first.address,
    name: "Radio sensor",
    sampleRate: rate,
    channelCount: 1,
    settings: { topic: "fan/radial", format: "float32le", sampleRate: rate },
  });
  await soon(client, deviceId, {
    condition: "running",
    lostInDevice: 0,
    analysed: expect.toSatisfy((count) => count >= rate),
  });
  first.cut();
  await soon(client, deviceId, { condition: "waiting", message: expect.stringContaining("MQTT broker") });
  await first[Symbol.asyncDispose]();
  await using second = await mqttBroker({}, first.port);
  using _again = publishSteadily(second, "fan/radial", 100, message);
  await soon(client, deviceId, { condition: "running" });
  await vi.waitFor(async () => {
    const { gaps } = await client.devices.history({ deviceId, from: Date.now() - hour, to: Date.now() });
    expect(gaps).toEqual([expect.objectContaining({ reason: "DEVICE_LOST" })]);
    expect(gaps[0]!.lostSamples).toBeGreaterThan(rate / 4);
  }, patience);
});
