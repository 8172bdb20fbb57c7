import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { Learning } from "../../electron/contract/componentsContract.ts";
import { encodeWav } from "../../electron/domain/wav.ts";
import { openTestApp } from "../makers/openTestApp.ts";
import { seededNoise } from "../makers/seededNoise.ts";
import type { Client } from "../makers/stationClient.ts";
import { takeSnapshot } from "../makers/takeSnapshot.ts";
import { temporaryFolder } from "../makers/temporaryFolder.ts";

const sampleRate = 4000;

async function learningOf(client: Client, componentId: string): Promise<Learning | undefined> {
  return (await takeSnapshot(client)).learning.find((each) => each.componentId === componentId);
}

/** One component fed by a recording that can be exchanged and played again. */
async function rig(client: Client, path: string) {
  const machine = await client.plant.saveMachine({ name: "Fan", kind: "fan" });
  const component = await client.plant.saveComponent({ machineId: machine.id, name: "Bearing", kind: "bearing" });
  let time = Date.UTC(2026, 0, 1);
  const play = (samples: Float32Array, rate = sampleRate) => {
    writeFileSync(path, encodeWav([samples], rate));
    time += 2 * 3_600_000;
    return client.devices.add({
      driver: "recordedFile",
      address: path,
      name: "Recording",
      sampleRate: rate,
      channelCount: 1,
      settings: { pace: "as fast as possible", startTime: time },
    });
  };
  const assign = async (deviceId: string) =>
    client.plant.savePoint({
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
  return { componentId: component.id, machineId: machine.id, play, assign };
}

const noise = (seed: number, seconds = 30) => {
  const next = seededNoise(seed);
  return Float32Array.from({ length: seconds * sampleRate }, () => 0.1 * next());
};

describe("learning", () => {
  it("adds session to session, and starts over when told to", async () => {
    using folder = temporaryFolder();
    await using app = await openTestApp(join(folder.path, "data"));
    const { client } = app;
    const { componentId, play, assign } = await rig(client, join(folder.path, "rig.wav"));
    await assign((await play(noise(1))).id);
    const sessionsOf = async () => (await client.components.model({ componentId }))?.sessions.length;
    for (const [version, startOver, sessions] of [
      [1, false, 1],
      [2, false, 2],
      [3, true, 1],
      [4, false, 2],
    ] as const) {
      await client.components.learn({ componentIds: [componentId], seconds: 25, by: "Ada", startOver });
      await play(noise(version));
      await vi.waitFor(async () => expect((await client.components.model({ componentId }))?.version).toBe(version), {
        timeout: 20_000,
      });
      expect(await sessionsOf(), `after learning ${version}`).toBe(sessions);
    }
    expect(await client.components.model({ componentId })).toMatchObject({ trainedBy: "Ada", windows: 50 });
    expect((await client.live.healthy({ pointId: (await client.plant.get()).points[0]!.id }))?.middle).toHaveLength(
      256,
    );
  });

  it("can be stopped in the middle, and leaves no model", async () => {
    using folder = temporaryFolder();
    await using app = await openTestApp(join(folder.path, "data"));
    const { client } = app;
    const { componentId, play, assign } = await rig(client, join(folder.path, "rig.wav"));
    await assign((await play(noise(1))).id);
    await client.components.learn({ componentIds: [componentId], seconds: 3600, by: "Ada" });
    await play(noise(2));
    await vi.waitFor(async () => expect((await learningOf(client, componentId))?.progress).toBeGreaterThan(0), {
      timeout: 10_000,
    });
    await expect(
      client.components.learn({ componentIds: [componentId], seconds: 25, by: "Ada" }),
    ).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await client.components.stopLearning({ componentId })).toMatchObject({ state: "cancelled" });
    await expect(client.components.stopLearning({ componentId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await client.components.model({ componentId })).toBeNull();
  });

  it("says what is wrong with a silent sensor, and with a component that has none", async () => {
    using folder = temporaryFolder();
    await using app = await openTestApp(join(folder.path, "data"));
    const { client } = app;
    const { componentId, machineId, play, assign } = await rig(client, join(folder.path, "rig.wav"));
    await assign((await play(noise(1))).id);
    const bare = await client.plant.saveComponent({ machineId, name: "Belt", kind: "belt" });
    const started = await client.components.learn({ componentIds: [componentId, bare.id], seconds: 25, by: "Ada" });
    expect(started).toMatchObject([
      { componentId, state: "collecting" },
      { componentId: bare.id, state: "failed", message: expect.stringContaining("no measuring point") },
    ]);
    await play(new Float32Array(30 * sampleRate));
    await vi.waitFor(
      async () =>
        expect(await learningOf(client, componentId)).toMatchObject({
          state: "failed",
          message: expect.stringMatching(/silent.*sensors are connected/),
        }),
      { timeout: 20_000 },
    );
  });

  it("ends when its component leaves the plant", async () => {
    using folder = temporaryFolder();
    await using app = await openTestApp(join(folder.path, "data"));
    const { client } = app;
    const { componentId, machineId, play, assign } = await rig(client, join(folder.path, "rig.wav"));
    await assign((await play(noise(1))).id);
    await client.components.learn({ componentIds: [componentId], seconds: 3600, by: "Ada" });
    await client.plant.remove({ what: "machine", id: machineId });
    const after = await takeSnapshot(client);
    expect([after.learning, after.health]).toEqual([[], []]);
  });
});

describe("a device that is set up anew", () => {
  it("takes its points along to the new sample rate, and the old model is not used for it", async () => {
    using folder = temporaryFolder();
    await using app = await openTestApp(join(folder.path, "data"));
    const { client } = app;
    const { componentId, play, assign } = await rig(client, join(folder.path, "rig.wav"));
    await assign((await play(noise(1))).id);
    await client.components.learn({ componentIds: [componentId], seconds: 25, by: "Ada" });
    await play(noise(2));
    await vi.waitFor(async () => expect((await takeSnapshot(client)).models.inService).toBe(1), { timeout: 20_000 });
    await play(noise(3), 8000);
    expect((await client.plant.get()).points[0]?.sampleRate).toBe(8000);
    await vi.waitFor(
      async () => {
        const { health, notices } = await takeSnapshot(client);
        expect(health).toMatchObject([{ state: "not judged", reason: "model unreadable" }]);
        expect(notices.map(({ message }) => message)).toEqual([
          expect.stringMatching(/Bearing .*sensors.*changed.*learn/),
        ]);
      },
      { timeout: 10_000 },
    );
  });
});
