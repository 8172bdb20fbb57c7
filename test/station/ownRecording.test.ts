import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { DeviceStatus } from "../../electron/contract/devicesContract.ts";
import { encodeWav } from "../../electron/domain/wav.ts";
import { playedAgain } from "../../renderer/screens/setup/devices/playedAgain.ts";
import { firstAnswers, toSettings } from "../../renderer/screens/setup/source/sourceAnswers.ts";
import { openTestApp } from "../makers/openTestApp.ts";
import { temporaryFolder } from "../makers/temporaryFolder.ts";

const sampleRate = 8000;
const seconds = 0.5;

it("a recording as the page sets it up: goes round, or ends and begins again when it is played again", async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, "pump.wav");
  writeFileSync(
    path,
    encodeWav([Float32Array.from({ length: seconds * sampleRate }, (_, n) => Math.sin(n / 5))], sampleRate),
  );
  await using app = await openTestApp(join(folder.path, "data"));
  const { devices, listening, station } = app.client;
  const driver = "recordedFile";
  const fields = (await listening.kinds()).find((kind) => kind.driver === driver)!.form.fields;
  const take = async (address: string, loop: boolean) => {
    const settings = toSettings(fields, { ...firstAnswers(fields), loop });
    const found = await devices.describe({ driver, address, settings });
    return devices.add({ ...found, sampleRate, channelCount: 1, settings: { ...found.settings } });
  };
  const status = async (id: string) => {
    for await (const snapshot of await station.watch()) return snapshot.devices.find((entry) => entry.deviceId === id);
    throw new Error("the stream ended without a snapshot");
  };
  const conditionOf = async (id: string): Promise<DeviceStatus["condition"] | undefined> =>
    (await status(id))?.condition;

  const device = await take(path, false);
  await expect.poll(() => conditionOf(device.id), { timeout: 10_000 }).toBe("ended");
  const first = await status(device.id);
  const before = Date.now();
  await devices.add(playedAgain(device, before));
  await expect.poll(() => conditionOf(device.id), { timeout: 10_000 }).toBe("running");
  await expect.poll(() => conditionOf(device.id), { timeout: 10_000 }).toBe("ended");
  const second = await status(device.id);
  expect(second!.since).toBeGreaterThanOrEqual(before + seconds * 1000 - 100);
  expect(second!.since).toBeGreaterThan(first!.since);

  await take(path, true);
  const twice = 2 * seconds * sampleRate;
  await expect.poll(async () => (await status(device.id))?.received, { timeout: 10_000 }).toBeGreaterThan(2 * twice);
  expect(await conditionOf(device.id)).toBe("running");
});
