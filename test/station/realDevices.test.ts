import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { DeviceStatus } from "../../electron/contract/devicesContract.ts";
import type { Health } from "../../electron/domain/assessment.ts";
import { openTestApp } from "../makers/openTestApp.ts";
import { pulseAudioRig } from "../makers/pulseAudio.ts";
import { rigIsThere } from "../makers/rigProgram.ts";
import { seededNoise } from "../makers/seededNoise.ts";
import { serialWriter } from "../makers/serialWriter.ts";
import { socatPair } from "../makers/socatPair.ts";
import type { Client } from "../makers/stationClient.ts";
import { takeSnapshot } from "../makers/takeSnapshot.ts";
import { temporaryFolder } from "../makers/temporaryFolder.ts";

const serialRate = 1000;
const audioRate = 48_000;
const learnSeconds = 20;
afterEach(() => vi.unstubAllEnvs());

const statusOf = async (client: Client, id: string): Promise<DeviceStatus | undefined> =>
  (await takeSnapshot(client)).devices.find(({ deviceId }) => deviceId === id);
const healthOf = async (client: Client, id: string): Promise<Health | undefined> =>
  (await takeSnapshot(client)).health.find(({ componentId }) => componentId === id);

/** Takes a device into use and puts one point of a new component on its first channel. */
async function mount(client: Client, driver: string, address: string, sampleRate: number, settings = {}) {
  const found = await client.devices.describe({ driver, address, settings });
  const device = await client.devices.add({
    driver,
    address: found.address,
    name: found.name,
    sampleRate,
    channelCount: found.channels.length,
    settings: { ...found.settings, ...settings },
  });
  const machine = await client.plant.saveMachine({ name: driver, kind: "other" });
  const component = await client.plant.saveComponent({ machineId: machine.id, name: address, kind: "other" });
  await client.plant.savePoint({
    componentId: component.id,
    name: "point",
    quantity: "other",
    unit: "raw",
    sensitivity: 1,
    mounting: "unknown",
    direction: "none",
    deviceId: device.id,
    channel: 0,
  });
  return { deviceId: device.id, componentId: component.id };
}

describe.runIf(rigIsThere(["socat", "pulseaudio", "pactl", "aplay"]))("real devices through the whole station", () => {
  it("a serial device and a sound device are heard, learned, and judged; a pulled cable is told and mended", async () => {
    using folder = temporaryFolder();
    await using closing = new AsyncDisposableStack();
    const pair = closing.use(await socatPair(folder.path));
    const stop = new AbortController();
    const noise = seededNoise(3);
    /** Adds a 200 Hz tone on top of the noise once the machine is to sound unusual. */
    let tone = 0;
    const line = (index: number) => (noise() + tone * Math.sin((2 * Math.PI * 200 * index) / serialRate)).toFixed(4);
    let writing = serialWriter(pair.device, { rate: serialRate, stop: stop.signal, line });

    const sound = closing.use(
      await pulseAudioRig(folder.path, [{ name: "daq", channelCount: 2, sampleRate: audioRate }]),
    );
    for (const [name, value] of Object.entries(sound.environment)) vi.stubEnv(name, value);
    const hiss = seededNoise(5);
    // Longer than the test: it ends with the sound server.
    const longNoise = Int16Array.from({ length: 2 * audioRate * 90 }, () => hiss() * 2000);
    const playing = sound.play("daq", longNoise).catch(() => {});

    const { client } = closing.use(await openTestApp(join(folder.path, "data")));
    const serial = await mount(client, "serialText", pair.station, serialRate, { sampleRate: serialRate });
    const audio = await mount(client, "usbAudio", "ALSA/daq", audioRate);
    await vi.waitFor(
      async () => {
        expect((await statusOf(client, serial.deviceId))?.analysed).toBeGreaterThan(serialRate);
        expect((await statusOf(client, audio.deviceId))?.analysed).toBeGreaterThan(audioRate);
      },
      { timeout: 20_000, interval: 200 },
    );

    await client.components.learn({
      componentIds: [serial.componentId, audio.componentId],
      seconds: learnSeconds,
      by: "Test",
    });
    await vi.waitFor(
      async () => {
        expect((await healthOf(client, serial.componentId))?.state).toBe("as usual");
        expect((await healthOf(client, audio.componentId))?.state).toBe("as usual");
      },
      { timeout: (learnSeconds + 15) * 1000, interval: 200 },
    );

    tone = 3;
    await vi.waitFor(
      async () => {
        const { alerts } = await client.alerts.list({ show: "open", offset: 0, limit: 10 });
        expect(alerts.map(({ componentId }) => componentId)).toEqual([serial.componentId]);
      },
      { timeout: 15_000, interval: 200 },
    );
    tone = 0;
    const before = await statusOf(client, serial.deviceId);
    expect(before).toMatchObject({ lostInDevice: 0, lostInQueue: 0 });

    await pair.unplug();
    await writing;
    await vi.waitFor(
      async () => {
        expect(await statusOf(client, serial.deviceId)).toMatchObject({ condition: "waiting" });
      },
      { timeout: 3000, interval: 50 },
    );
    expect((await statusOf(client, serial.deviceId))?.message).toContain(pair.station);
    await pair.plug();
    writing = serialWriter(pair.device, { rate: serialRate, stop: stop.signal, line });
    await vi.waitFor(
      async () => {
        const now = await statusOf(client, serial.deviceId);
        expect(now?.condition).toBe("running");
        expect(now?.received).toBeGreaterThan(before!.received);
        expect(now?.lostInDevice).toBeGreaterThan(0);
      },
      { timeout: 10_000, interval: 100 },
    );

    const audioNow = await statusOf(client, audio.deviceId);
    expect(audioNow).toMatchObject({ condition: "running", lostInDevice: 0, lostInQueue: 0 });
    stop.abort();
    await writing;
    await sound.stop();
    await playing;
  }, 120_000);
});
