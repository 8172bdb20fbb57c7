import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { Learning } from "../../electron/contract/componentsContract.ts";
import { openTestApp } from "../makers/openTestApp.ts";
import { ended, learningOf, noise, recordingRig } from "../makers/recordingRig.ts";
import type { Client } from "../makers/stationClient.ts";
import { takeSnapshot } from "../makers/takeSnapshot.ts";
import { temporaryFolder } from "../makers/temporaryFolder.ts";

/** Every picture of the learning that a page gets, until none is under way. */
async function watchLearning(client: Client): Promise<(readonly Learning[])[]> {
  const seen: (readonly Learning[])[] = [];
  for await (const { learning } of await client.station.watch()) {
    seen.push(learning);
    const isUnderWay = learning.some(({ state }) => state === "collecting" || state === "training");
    if (learning.length > 0 && !isUnderWay) return seen;
  }
  return seen;
}

describe("learning", () => {
  it("adds session to session, and starts over when told to", async () => {
    using folder = temporaryFolder();
    await using app = await openTestApp(join(folder.path, "data"));
    const { client } = app;
    const { componentId, learn } = await recordingRig(client, join(folder.path, "rig.wav"));
    for (const [version, startOver, sessions] of [
      [1, false, 1],
      [2, false, 2],
      [3, true, 1],
      [4, false, 2],
    ] as const) {
      expect(await learn(noise(version), { startOver })).toMatchObject({ state: "done" });
      const model = await client.components.model({ componentId });
      expect([model?.version, model?.sessions.length], `after learning ${version}`).toEqual([version, sessions]);
    }
    expect(await client.components.model({ componentId })).toMatchObject({ trainedBy: "Ada", windows: 50 });
    expect((await client.live.healthy({ pointId: (await client.plant.get()).points[0]!.id }))?.middle).toHaveLength(
      256,
    );
  });

  it("shows how far it is, and trains two components one after the other", async () => {
    using folder = temporaryFolder();
    await using app = await openTestApp(join(folder.path, "data"));
    const { client } = app;
    const { componentIds, play } = await recordingRig(client, join(folder.path, "rig.wav"), ["Bearing", "Rotor"]);
    await client.components.learn({ componentIds, seconds: 25, by: "Ada" });
    const watching = watchLearning(client);
    await play(noise(1));
    const pictures = await watching;
    for (const componentId of componentIds) {
      const own = pictures.flatMap((picture) => picture.filter((learning) => learning.componentId === componentId));
      const training = own.filter(({ state }) => state === "training");
      expect(training.map(({ stage }) => stage)).toContain("waiting");
      expect(new Set(training.map(({ stage }) => stage)).size).toBeGreaterThan(2);
      const shares = training.map(({ trained }) => trained!);
      expect(shares).toEqual(shares.toSorted((one, other) => one - other));
      expect(own.at(-1)).toMatchObject({ state: "done" });
    }
    const atOnce = pictures.map(
      (picture) => picture.filter(({ state, stage }) => state === "training" && stage !== "waiting").length,
    );
    expect(Math.max(...atOnce)).toBe(1);
    expect((await takeSnapshot(client)).models.inService).toBe(2);
  });

  it("can be stopped while it collects, in the queue, and in the middle of a training; nothing of it is kept", async () => {
    using folder = temporaryFolder();
    await using app = await openTestApp(join(folder.path, "data"));
    const { client } = app;
    const { componentIds, play } = await recordingRig(client, join(folder.path, "rig.wav"), ["Bearing", "Rotor"]);
    const componentId = componentIds[0]!;
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

    await client.components.learn({ componentIds, seconds: 25, by: "Ada" });
    await play(noise(3));
    // whichever was heard out first is trained first
    const [first, second] = await vi.waitFor(
      async () => {
        const runs = await Promise.all(componentIds.map((id) => learningOf(client, id)));
        const running = runs.find((run) => (run?.trained ?? 0) > 0);
        expect(running).toBeDefined();
        return [running!.componentId, componentIds.find((id) => id !== running!.componentId)!];
      },
      { timeout: 30_000, interval: 10 },
    );
    expect(await learningOf(client, second!)).toMatchObject({ state: "training", stage: "waiting" });
    await client.components.stopLearning({ componentId: second! });
    expect(await client.components.stopLearning({ componentId: first! })).toMatchObject({ state: "cancelled" });
    for (const id of componentIds) expect(await client.components.model({ componentId: id })).toBeNull();
    expect(await client.models.list()).toMatchObject([
      { sessions: 0, windows: 0, care: ["no model"] },
      { sessions: 0, windows: 0, care: ["no model"] },
    ]);
  });

  it("says what is wrong with a silent sensor, and with a component that has none", async () => {
    using folder = temporaryFolder();
    await using app = await openTestApp(join(folder.path, "data"));
    const { client } = app;
    const { componentId, machineId, play } = await recordingRig(client, join(folder.path, "rig.wav"));
    const bare = await client.plant.saveComponent({ machineId, name: "Belt", kind: "belt" });
    const started = await client.components.learn({ componentIds: [componentId, bare.id], seconds: 25, by: "Ada" });
    expect(started).toMatchObject([
      { componentId, state: "collecting" },
      {
        componentId: bare.id,
        state: "failed",
        failure: { reason: "no point" },
        message: expect.stringContaining("no measuring point"),
      },
    ]);
    await play(noise(1, { level: 0 }));
    expect(await ended(client, componentId)).toMatchObject({
      state: "failed",
      message: expect.stringMatching(/silent.*sensors are connected/),
    });
    expect(await client.models.list()).toMatchObject([{ sessions: 0 }, { sessions: 0 }]);
  });

  it("does not learn a machine that is off, unless somebody says that this is how it runs", async () => {
    using folder = temporaryFolder();
    await using app = await openTestApp(join(folder.path, "data"));
    const { client } = app;
    const { componentId, play, learn } = await recordingRig(client, join(folder.path, "rig.wav"));
    await learn(noise(1));
    const background = (seed: number) => noise(seed, { level: 1e-4 });
    await client.components.learn({ componentIds: [componentId], seconds: 25, by: "Ada" });
    await play(background(2));
    await vi.waitFor(
      async () =>
        expect(await learningOf(client, componentId)).toMatchObject({ state: "collecting", heldBy: "machine off" }),
      { timeout: 10_000 },
    );
    // It runs again: the learning goes on by itself, and has heard nothing of the silence.
    await play(noise(3));
    expect(await ended(client, componentId)).toMatchObject({ state: "done" });
    expect((await client.components.model({ componentId }))?.sessions).toMatchObject([
      { windows: 25 },
      { windows: 25 },
    ]);

    expect(await learn(background(4), { tag: { state: "standby" } })).toMatchObject({ state: "done" });
    const { card } = (await client.models.dossier({ componentId, version: 3 }))!;
    expect(card.data.sessions.at(-1)?.tag).toEqual({ state: "standby" });
  });

  it("ends when its component leaves the plant", async () => {
    using folder = temporaryFolder();
    await using app = await openTestApp(join(folder.path, "data"));
    const { client } = app;
    const { componentId, machineId } = await recordingRig(client, join(folder.path, "rig.wav"));
    await client.components.learn({ componentIds: [componentId], seconds: 3600, by: "Ada" });
    await client.plant.remove({ what: "machine", id: machineId });
    const after = await takeSnapshot(client);
    expect([after.learning, after.health]).toEqual([[], []]);
  });
});

describe("a station that ends in the middle of learning", () => {
  it("goes on collecting where it was", async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "rig.wav");
    let componentId: string;
    {
      await using app = await openTestApp(join(folder.path, "data"));
      const rig = await recordingRig(app.client, path);
      componentId = rig.componentId;
      await app.client.components.learn({ componentIds: [componentId], seconds: 50, by: "Ada", tag: { speed: 1480 } });
      await rig.play(noise(1));
      await vi.waitFor(async () => expect((await learningOf(app.client, componentId))?.remaining).toBe(20), {
        timeout: 10_000,
      });
    }
    // The recording is read again when the station starts: another 30 s of it.
    await using app = await openTestApp(join(folder.path, "data"));
    expect(await ended(app.client, componentId)).toMatchObject({ state: "done" });
    const { card } = (await app.client.models.dossier({ componentId }))!;
    expect(card.data).toMatchObject({ windows: 50, sessions: [{ windows: 50, tag: { speed: 1480 } }] });
    expect(card.trainedBy).toBe("Ada");
  });

  it("trains what it had collected", async () => {
    using folder = temporaryFolder();
    let componentId: string;
    {
      await using app = await openTestApp(join(folder.path, "data"));
      const rig = await recordingRig(app.client, join(folder.path, "rig.wav"));
      componentId = rig.componentId;
      await app.client.components.learn({ componentIds: [componentId], seconds: 25, by: "Ada" });
      await rig.play(noise(1));
      await vi.waitFor(async () => expect((await learningOf(app.client, componentId))?.state).toBe("training"), {
        timeout: 10_000,
        interval: 10,
      });
    }
    await using app = await openTestApp(join(folder.path, "data"));
    expect(await ended(app.client, componentId)).toMatchObject({ state: "done" });
    expect((await takeSnapshot(app.client)).models.inService).toBe(1);
  });
});

describe("a device that is set up anew", () => {
  it("takes its points along to the new sample rate, and the old model is not used for it", async () => {
    using folder = temporaryFolder();
    await using app = await openTestApp(join(folder.path, "data"));
    const { client } = app;
    const { play, learn } = await recordingRig(client, join(folder.path, "rig.wav"));
    await learn(noise(2));
    expect((await takeSnapshot(client)).models.inService).toBe(1);
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
