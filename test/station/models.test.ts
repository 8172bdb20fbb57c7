import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { openTestApp } from "../makers/openTestApp.ts";
import { dossierOf, ended, knocking, noise, recordingRig } from "../makers/recordingRig.ts";
import { temporaryFolder } from "../makers/temporaryFolder.ts";

/** Trainings on a machine that runs other tests as well. */
const patience = 180_000;
const patient = { timeout: 20_000, interval: 50 };

describe("what engineers decide about a micromodel", () => {
  it(
    "trains again by their wish, and keeps every version with who wished it",
    async () => {
      using folder = temporaryFolder();
      const data = join(folder.path, "data");
      let componentId: string;
      {
        await using app = await openTestApp(data);
        const { client } = app;
        const rig = await recordingRig(client, join(folder.path, "rig.wav"));
        componentId = rig.componentId;
        expect(await client.models.dossier({ componentId })).toBeNull();
        await expect(client.models.train({ componentId, by: "Ben" })).rejects.toMatchObject({
          code: "TOO_LITTLE_DATA",
        });
        await rig.learn(noise(1));
        await expect(client.models.train({ componentId, by: "Ben", recipe: "vibration/1" })).rejects.toMatchObject({
          code: "TOO_LITTLE_DATA",
          message: expect.stringMatching(/in 2 sessions.*learn once more/),
        });
        await rig.learn(noise(2));
        const learned = await dossierOf(client, componentId);
        expect(learned.version).toMatchObject({ version: 2, inService: true, trainedBy: "Ada" });
        expect(learned.card.technique.chosenBy).toBeUndefined();

        // A stricter budget: higher, or longer above it.
        expect(await client.models.setBudget({ componentId, budget: { alarms: 1, per: "year" }, by: "Ben" })).toEqual({
          alarms: 1,
          per: "year",
        });
        expect(await ended(client, componentId)).toMatchObject({ state: "done" });
        const strict = await dossierOf(client, componentId);
        expect(strict.version).toMatchObject({ version: 3, inService: true, trainedBy: "Ben" });
        expect(strict.card.budget).toEqual({ alarms: 1, per: "year" });
        const { threshold: before } = learned.card;
        const { threshold: after } = strict.card;
        expect(after.value).toBeGreaterThanOrEqual(before.value);
        expect(after.onWindows).toBeGreaterThanOrEqual(before.onWindows);
        expect(after.value + after.onWindows).toBeGreaterThan(before.value + before.onWindows);

        // Another kind, which stays when the component learns more.
        await client.models.train({ componentId, by: "Cleo", kind: "nearest neighbours" });
        expect(await ended(client, componentId)).toMatchObject({ state: "done" });
        const chosen = await dossierOf(client, componentId, 4);
        expect(chosen.card.technique).toMatchObject({ kind: "nearest neighbours", chosenBy: "Cleo" });
        await rig.learn(noise(3));
        expect((await dossierOf(client, componentId, 5)).card).toMatchObject({
          technique: { kind: "nearest neighbours", chosenBy: "Cleo" },
          budget: { alarms: 1, per: "year" },
        });

        // Another recipe, from the recordings that were kept; it is judged live by that one and stays as well.
        await client.models.train({ componentId, by: "Dana", recipe: "vibration/1" });
        expect(await ended(client, componentId)).toMatchObject({ state: "done" });
        const special = await dossierOf(client, componentId, 6);
        expect(special.card.technique).toMatchObject({ recipe: "vibration/1", chosenBy: "Dana" });
        await client.models.putInService({ componentId, version: 6, by: "Dana", reason: "To hear it." });
        await rig.play(noise(4));
        await vi.waitFor(async () => {
          const explanation = await client.models.explain({ componentId });
          expect(explanation?.threshold).toBe(special.card.threshold.value);
          expect(explanation?.features.length).toBeGreaterThan(0);
        }, patient);
        expect((await client.components.model({ componentId }))?.features.length).toBeGreaterThan(0);
        await client.models.setBudget({ componentId, budget: { alarms: 1, per: "year" }, by: "Ben" });
        await ended(client, componentId);
        expect((await dossierOf(client, componentId, 7)).card.technique).toMatchObject({
          recipe: "vibration/1",
          chosenBy: "Dana",
        });

        // One session goes; the next training goes without it.
        const [first] = (await dossierOf(client, componentId, 7)).card.data.sessions;
        await client.models.removeSession({ componentId, from: first!.from, by: "Ben" });
        await expect(client.models.removeSession({ componentId, from: first!.from, by: "Ben" })).rejects.toMatchObject({
          code: "NOT_FOUND",
        });
        expect(await client.models.list()).toMatchObject([{ sessions: 2, windows: 50 }]);
        await client.models.train({ componentId, by: "Ben" });
        await ended(client, componentId);
        const { card, versions } = await dossierOf(client, componentId, 8);
        expect(card.data.sessions.map(({ from }) => from)).not.toContain(first!.from);
        expect(card.technique.chosenBy).toBeUndefined();
        expect(versions.map(({ version }) => version)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);

        // Back to an earlier one.
        expect(await client.models.putInService({ componentId, version: 2, by: "Cleo" })).toMatchObject({
          version: 2,
          inService: true,
        });
        await expect(client.models.putInService({ componentId, version: 9, by: "Cleo" })).rejects.toMatchObject({
          code: "NOT_FOUND",
        });
        expect(await client.models.explain({ componentId })).not.toBeNull();
      }
      await using app = await openTestApp(data);
      const { client } = app;
      expect(await client.models.list()).toMatchObject([
        { model: { version: 2 }, budget: { alarms: 1, per: "year" }, sessions: 2, alerts: 0, care: [] },
      ]);

      // The file of another version rots: it cannot serve, and the one that does goes on.
      const { card } = await dossierOf(client, componentId, 8);
      const file = join(data, "models", `${card.hash}.micromodel`);
      const bytes = readFileSync(file);
      bytes[bytes.length - 100]! ^= 1;
      writeFileSync(file, bytes);
      await expect(client.models.putInService({ componentId, version: 8, by: "Cleo" })).rejects.toMatchObject({
        code: "BAD_ARTIFACT",
      });
      expect(await client.components.model({ componentId })).toMatchObject({ version: 2 });
    },
    patience,
  );

  it(
    "lets a model that failed a gate serve only on an engineer's word",
    async () => {
      using folder = temporaryFolder();
      await using app = await openTestApp(join(folder.path, "data"));
      const { client } = app;
      const { componentId, learn } = await recordingRig(client, join(folder.path, "rig.wav"));
      for (const seed of [1, 2, 3, 4]) expect(await learn(noise(seed))).toMatchObject({ state: "done" });
      // Somebody called it healthy while it knocked.
      expect(await learn(knocking(5))).toMatchObject({ state: "done", waits: true });
      const { version, card } = await dossierOf(client, componentId, 5);
      expect(version).toMatchObject({ version: 5, inService: false });
      expect(card.gates.filter(({ passed }) => !passed).map(({ name }) => name)).toContain("sessions agree");
      expect(card.data.sessions.at(-1)).toMatchObject({ leftOut: "unlike the others" });
      expect(await client.components.model({ componentId })).toMatchObject({ version: 4 });
      expect(await client.models.list()).toMatchObject([
        { model: { version: 4 }, waiting: 5, care: expect.arrayContaining(["gate failed"]) },
      ]);

      await expect(client.models.putInService({ componentId, version: 5, by: "Ben" })).rejects.toMatchObject({
        code: "NOT_ALLOWED",
        message: expect.stringMatching(/sessions agree.*reason/),
      });
      const reason = "The knocking was a loose cover.";
      const served = await client.models.putInService({ componentId, version: 5, by: "Ben", reason });
      expect(served).toMatchObject({ inService: true, override: { by: "Ben", reason } });
      expect(await client.components.model({ componentId })).toMatchObject({ version: 5 });
      expect((await dossierOf(client, componentId)).version.override).toMatchObject({ by: "Ben", reason });
      expect((await client.models.list())[0]?.waiting).toBeUndefined();
    },
    patience,
  );

  it(
    "keeps to the version that an engineer went back to when the budget changes, and who decided what",
    async () => {
      using folder = temporaryFolder();
      await using app = await openTestApp(join(folder.path, "data"));
      const { client } = app;
      const { componentId, learn } = await recordingRig(client, join(folder.path, "rig.wav"));
      await learn(noise(1));
      await learn(noise(2));
      const [first, second] = (await dossierOf(client, componentId, 2)).card.data.sessions;
      await client.models.putInService({ componentId, version: 1, by: "Cleo", reason: "The second day was bad." });
      const budget = { alarms: 1, per: "year" } as const;
      await client.models.setBudget({ componentId, budget, by: "Ben" });
      await expect(client.models.putInService({ componentId, version: 2, by: "Cleo" })).rejects.toMatchObject({
        code: "CONFLICT",
      });
      expect(await ended(client, componentId)).toMatchObject({ state: "done" });
      const { card } = await dossierOf(client, componentId, 3);
      expect(card).toMatchObject({ budget, data: { sessions: [{ from: first!.from }] } });
      expect((await client.models.list())[0]).toMatchObject({ sessions: 2 });

      // Version 1 and what followed from it lose their only session: another threshold would be another model.
      await client.models.removeSession({ componentId, from: first!.from, by: "Dana" });
      await expect(
        client.models.setBudget({ componentId, budget: { alarms: 2, per: "year" }, by: "Ben" }),
      ).rejects.toMatchObject({ code: "NOT_ALLOWED", message: expect.stringContaining("Train again") });
      expect((await client.models.list())[0]?.budget).toEqual(budget);
      await client.models.train({ componentId, by: "Ben" });
      expect(await ended(client, componentId)).toMatchObject({ state: "done" });
      const { card: anew, decisions } = await dossierOf(client, componentId, 4);
      expect(anew.data.sessions.map(({ from }) => from)).toEqual([second!.from]);
      expect(decisions).toMatchObject([
        { by: "Dana", what: "forget session", from: first!.from },
        { by: "Ben", what: "budget", budget },
        { by: "Cleo", what: "put into service", version: 1, reason: "The second day was bad." },
      ]);
    },
    patience,
  );

  it("refuses what cannot be put to work, and says why", async () => {
    using folder = temporaryFolder();
    await using app = await openTestApp(join(folder.path, "data"));
    const { client } = app;
    const { componentId } = await recordingRig(client, join(folder.path, "rig.wav"));
    const train = (choice: { kind?: string; recipe?: string }) =>
      client.models.train({ componentId, by: "Ben", ...choice });
    await expect(train({ kind: "oracle" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(train({ kind: "level rise" })).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    await expect(train({ recipe: "nobody/1" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(train({ recipe: "sound/1" })).rejects.toMatchObject({
      code: "NOT_ALLOWED",
      message: expect.stringContaining("vibration/1"),
    });
    await expect(client.models.train({ componentId: "nobody", by: "Ben" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await client.models.explain({ componentId })).toBeNull();
  });
});

describe("how a machine runs", () => {
  it("is remembered as its people say it, and goes with the sessions that are learned", async () => {
    using folder = temporaryFolder();
    const data = join(folder.path, "data");
    {
      await using app = await openTestApp(data);
      const { client } = app;
      const { machineId, componentId, learn } = await recordingRig(client, join(folder.path, "rig.wav"));
      const tag = { speed: 1480, state: "second gear" };
      expect(await client.models.setOperatingTag({ machineId, tag, by: "Ben" })).toEqual(tag);
      await learn(noise(1));
      expect((await dossierOf(client, componentId)).card.data.sessions).toMatchObject([{ tag }]);
      await expect(client.models.setOperatingTag({ machineId: "nobody", tag: null, by: "Ben" })).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
    }
    await using app = await openTestApp(data);
    const [said] = await app.client.models.operatingTags();
    expect(said?.tag).toEqual({ speed: 1480, state: "second gear" });
    await app.client.models.setOperatingTag({ machineId: said!.machineId, tag: {}, by: "Ben" });
    expect(await app.client.models.operatingTags()).toEqual([]);
  });
});
