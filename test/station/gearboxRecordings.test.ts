import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { TaskRow } from "../../electron/app/evaluate/task.ts";
import { openTestApp } from "../makers/openTestApp.ts";
import { isSharedMissing, sharedFolder } from "../makers/sharedFolder.ts";
import { sharedTask } from "../makers/sharedTasks.ts";
import type { Client } from "../makers/stationClient.ts";
import { temporaryFolder } from "../makers/temporaryFolder.ts";

const task = "detect/gearbox/three_loads";
const sampleRate = 4267;
const channels = ["a1", "a2", "a3", "a4"];
/** Recordings are played one after the other on one time line, ten minutes apart. */
const tenMinutes = 600_000;

describe.skipIf(isSharedMissing())("real gearbox recordings through the whole station", () => {
  it("commissioned from three loads, it alerts on every broken tooth and on no healthy recording", async () => {
    const { rows } = sharedTask(task);
    const train = rows.filter(({ role }) => role === "train");
    const healthy = rows.filter(({ role, label }) => role === "test" && label === "normal");
    const broken = rows.filter(({ label }) => label !== "normal");
    expect([train.length, healthy.length, broken.length]).toEqual([3, 2, 5]);

    using folder = temporaryFolder();
    await using app = await openTestApp(join(folder.path, "data"));
    const { client } = app;
    const rig = await buildRig(client, join(folder.path, "gearbox.wav"));

    for (const row of train) {
      await client.components.learn({ componentIds: [rig.componentId], seconds: 20, by: "Test" });
      await rig.play(row);
      const version = train.indexOf(row) + 1;
      await vi.waitFor(
        async () => expect((await client.components.model({ componentId: rig.componentId }))?.version).toBe(version),
        { timeout: 20_000, interval: 50 },
      );
    }
    const model = await client.components.model({ componentId: rig.componentId });
    expect(model?.sessions).toHaveLength(3);

    for (const row of healthy) await rig.play(row);
    expect(await alertCount(client)).toBe(0);

    for (const [index, row] of broken.entries()) {
      await rig.play(row);
      expect(await alertCount(client), `${row.file} raises its own alert`).toBe(index + 1);
      const [alert] = (await client.alerts.list({ show: "open", offset: 0, limit: 1 })).alerts;
      const detail = await client.alerts.acknowledge({ id: alert!.id, by: "Test", comment: row.file });
      expect(detail.evidence?.points.map(({ recording }) => recording.length)).toEqual([64, 64, 64, 64]);
      // A healthy recording clears the alert, and raises none.
      await rig.play(healthy[index % healthy.length]!);
      expect((await client.alerts.get({ id: alert!.id })).alert.phase).toBe("normal");
    }
    expect(await alertCount(client)).toBe(broken.length);
  }, 120_000);
});

async function alertCount(client: Client): Promise<number> {
  return (await client.alerts.list({ show: "all", offset: 0, limit: 1 })).total;
}

/** One gearbox with four accelerometers, fed by a recording that changes under one name. */
async function buildRig(client: Client, path: string) {
  const machine = await client.plant.saveMachine({ name: "Test gearbox", kind: "gearbox" });
  const component = await client.plant.saveComponent({ machineId: machine.id, name: "Gear stage", kind: "gear" });
  let time = Date.UTC(2026, 0, 1);
  let deviceId: string | undefined;

  const insert = async (row: TaskRow) => {
    copyFileSync(join(sharedFolder(), "data", row.file), path);
    time += tenMinutes;
    const device = await client.devices.add({
      driver: "recordedFile",
      address: path,
      name: "Recording",
      sampleRate,
      channelCount: channels.length,
      settings: { pace: "as fast as possible", startTime: time },
    });
    deviceId = device.id;
  };
  const status = async () => {
    for await (const snapshot of await client.station.watch()) {
      return snapshot.devices.find((device) => device.deviceId === deviceId);
    }
    return undefined;
  };
  const play = async (row: TaskRow) => {
    const before = (await status())?.analysed ?? 0;
    await insert(row);
    await vi.waitFor(
      async () => {
        const now = await status();
        expect(now?.condition).toBe("ended");
        expect(now?.received).toBeGreaterThan(before);
        expect(now?.received).toBe(now?.analysed);
        expect(now).toMatchObject({ lostInDevice: 0, lostInQueue: 0 });
      },
      { timeout: 30_000, interval: 20 },
    );
  };

  const first = sharedTask(task).rows[0]!;
  await insert(first);
  for (const [channel, name] of channels.entries()) {
    await client.plant.savePoint({
      componentId: component.id,
      name,
      quantity: "acceleration",
      unit: "raw",
      sensitivity: 1,
      mounting: "unknown",
      direction: "radial",
      deviceId: deviceId!,
      channel,
    });
  }
  await vi.waitFor(async () => expect((await status())?.condition).toBe("ended"), { timeout: 30_000, interval: 20 });
  return { componentId: component.id, play };
}
