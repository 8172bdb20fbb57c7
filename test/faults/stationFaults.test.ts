import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { encodeWav } from "../../electron/domain/wav.ts";
import { openTestApp } from "../makers/openTestApp.ts";
import { type Client, openStationClient } from "../makers/stationClient.ts";
import { startStation } from "../makers/stationProcess.ts";
import { takeSnapshot } from "../makers/takeSnapshot.ts";
import { temporaryFolder } from "../makers/temporaryFolder.ts";

/** Two components, each with its own noise, learned from a recording. */
async function learnTwo(client: Client, folder: string): Promise<{ first: string; second: string }> {
  const path = join(folder, "two.wav");
  let seed = 1;
  const noise = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 1_073_741_824 - 1;
  };
  const sampleRate = 4000;
  const channel = () => Float32Array.from({ length: 30 * sampleRate }, noise);
  writeFileSync(path, encodeWav([channel(), channel()], sampleRate));
  const machine = await client.plant.saveMachine({ name: "Pump", kind: "pump" });
  const components = [];
  for (const name of ["Bearing", "Impeller"]) {
    components.push(await client.plant.saveComponent({ machineId: machine.id, name, kind: "other" }));
  }
  let time = Date.UTC(2026, 0, 1);
  const insert = () => {
    time += 600_000;
    return client.devices.add({
      driver: "recordedFile",
      address: path,
      name: "Recording",
      sampleRate,
      channelCount: 2,
      settings: { pace: "as fast as possible", startTime: time },
    });
  };
  const device = await insert();
  for (const [index, component] of components.entries()) {
    await client.plant.savePoint({
      componentId: component.id,
      name: "radial",
      quantity: "other",
      unit: "raw",
      sensitivity: 1,
      mounting: "unknown",
      direction: "none",
      deviceId: device.id,
      channel: index,
    });
  }
  const [first, second] = components.map(({ id }) => id) as [string, string];
  await client.components.learn({ componentIds: [first, second], seconds: 25, by: "Test" });
  await insert();
  await vi.waitFor(async () => expect((await takeSnapshot(client)).models.inService).toBe(2), { timeout: 20_000 });
  return { first, second };
}

describe("a corrupt artifact", () => {
  it("is refused by its hash; that component reads not scored, the other goes on", async () => {
    using folder = temporaryFolder();
    const data = join(folder.path, "data");
    let ids: { first: string; second: string };
    let hash: string;
    {
      await using app = await openTestApp(data);
      ids = await learnTwo(app.client, folder.path);
      hash = (await app.client.components.model({ componentId: ids.first }))?.hash ?? "";
    }
    const file = join(data, "models", `${hash}.micromodel`);
    const bytes = readFileSync(file);
    bytes[Math.floor(bytes.length / 2)]! ^= 1;
    writeFileSync(file, bytes);

    await using app = await openTestApp(data);
    const { health, models, notices } = await takeSnapshot(app.client);
    expect(health.find(({ componentId }) => componentId === ids.first)).toMatchObject({
      state: "not judged",
      reason: "model unreadable",
    });
    expect(health.find(({ componentId }) => componentId === ids.second)?.reason).not.toBe("model unreadable");
    expect(models).toMatchObject({ inService: 1, unreadable: 1 });
    expect(notices).toMatchObject([
      { code: "BAD_ARTIFACT", message: expect.stringMatching(/^Bearing is not scored: .*hash differs.*Learn/) },
    ]);
    await expect(app.client.components.model({ componentId: ids.first })).rejects.toMatchObject({
      code: "BAD_ARTIFACT",
    });
    await app.client.station.dismissNotice({ id: notices[0]!.id });
    expect((await takeSnapshot(app.client)).notices).toEqual([]);
  });
});

describe("a corrupt database", () => {
  it("is kept aside under another name, a fresh one started, and the user told on the page and in the terminal", async () => {
    using folder = temporaryFolder();
    const garbage = Buffer.from("this was a database once".repeat(400));
    writeFileSync(join(folder.path, "station.db"), garbage);
    await using app = await openTestApp(folder.path);
    const kept = readdirSync(folder.path).filter((name) => name.startsWith("station.db.corrupt-"));
    expect(kept).toHaveLength(1);
    expect(readFileSync(join(folder.path, kept[0]!))).toEqual(garbage);
    const { notices } = await takeSnapshot(app.client);
    expect(notices).toMatchObject([{ code: "STORE_CORRUPT", message: expect.stringContaining(kept[0]!) }]);
    expect((await app.client.plant.get()).machines).toEqual([]);
  });
});

describe("what a user may type wrong", () => {
  it("is answered with the thing and the remedy", async () => {
    using folder = temporaryFolder();
    const write = (name: string, content: string | Uint8Array) => {
      const path = join(folder.path, name);
      writeFileSync(path, content);
      return path;
    };
    const whole = encodeWav([new Float32Array(1000)], 1000);
    const cut = write("cut.wav", whole.subarray(0, whole.length - 1600));
    const text = write("text.wav", "this is no recording");
    const hole = write("hole.csv", "time,a\n0,1\n0.001,\n0.002,3\n");
    await using app = await openTestApp(join(folder.path, "data"));
    const describeFile = (address: string, driver = "recordedFile") =>
      app.client.devices.describe({ driver, address, settings: {} });

    await expect(describeFile(cut)).rejects.toMatchObject({
      code: "BAD_FILE",
      message: expect.stringMatching(/cut\.wav.*(cut|short|promise)/i),
    });
    await expect(describeFile(text)).rejects.toMatchObject({
      code: "BAD_FILE",
      message: expect.stringMatching(/text\.wav.*WAV/),
    });
    await expect(describeFile(hole)).rejects.toMatchObject({
      code: "BAD_FILE",
      message: expect.stringMatching(/hole\.csv.*(line|row) 3/),
    });
    await expect(describeFile(join(folder.path, "missing.wav"))).rejects.toMatchObject({
      code: "DEVICE_MISSING",
      message: expect.stringContaining("missing.wav"),
    });
    await expect(describeFile("x", "teleporter")).rejects.toMatchObject({
      code: "NOT_FOUND",
      message: expect.stringContaining("recordedFile"),
    });
    await expect(
      app.client.devices.add({
        driver: "recordedFile",
        address: write("whole.wav", whole),
        name: "x",
        sampleRate: 44_100,
        channelCount: 1,
        settings: {},
      }),
    ).rejects.toMatchObject({ code: "RATE_NOT_OFFERED", message: expect.stringContaining("1000 Hz") });
  });
});

describe("the command line", () => {
  it("says in one line of JSON that the port is taken", async () => {
    using folder = temporaryFolder();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as { port: number };
    await expect(startStation(folder.path, ["--port", String(port)])).rejects.toThrow(
      new RegExp(`Port ${port} is in use.*--port`),
    );
    await new Promise((resolve) => other.close(resolve));
  });

  it("says that another station uses the data folder, and leaves its data alone", async () => {
    using folder = temporaryFolder();
    await using first = await startStation(folder.path);
    await expect(startStation(folder.path)).rejects.toThrow(/Another Auscult|in use|using/i);
    expect(readdirSync(folder.path).filter((name) => name.includes("corrupt"))).toEqual([]);
    expect(await first.end()).toBe(0);
  });

  it("names the faults that a demo component can have", async () => {
    using folder = temporaryFolder();
    await expect(startStation(folder.path, ["--demo-fault", "feed-pump/drive-end-bearing:rust@1"])).rejects.toThrow(
      /outer race/,
    );
  });

  it("starts a demo fault by itself", async () => {
    using folder = temporaryFolder();
    await using station = await startStation(folder.path, [
      "--demo-fault",
      "feed-pump/drive-end-bearing:outer race@0.1",
    ]);
    using opened = await openStationClient(station.url);
    await vi.waitFor(
      async () => {
        const { faults } = await opened.client.demo.state();
        expect(faults.filter(({ running }) => running)).toMatchObject([
          { componentId: "feed-pump/drive-end-bearing", fault: "outer race" },
        ]);
      },
      { timeout: 5000 },
    );
  });
});
