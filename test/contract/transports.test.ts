import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createORPCClient } from "@orpc/client";
import { RPCLink as PortLink } from "@orpc/client/message-port";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, openApp } from "../../electron/app/openApp.ts";
import { recordingPieceBytes } from "../../electron/contract/recordingsContract.ts";
import type { StationSnapshot } from "../../electron/contract/stationContract.ts";
import { encodeWav } from "../../electron/domain/wav.ts";
import { servePort } from "../../electron/wire/servePort.ts";
import { serveStation } from "../../electron/wire/serveStation.ts";
import { type Client, openStationClient } from "../makers/stationClient.ts";
import { temporaryFolder } from "../makers/temporaryFolder.ts";

interface Transport {
  readonly name: string;
  connect(app: App, closing: AsyncDisposableStack): Promise<Client>;
}

const pageFolder = fileURLToPath(new URL("../../out/renderer", import.meta.url));

const transports: readonly Transport[] = [
  {
    name: "WebSocket of the station",
    async connect(app, closing) {
      const station = closing.use(await serveStation({ router: app.router, pageFolder, port: 0 }));
      return closing.use(await openStationClient(station.invite())).client;
    },
  },
  {
    name: "message port of the desktop",
    async connect(app, closing) {
      // Node's message channel stands in for Electron's; the adapter between them is tested with the shell.
      const { port1, port2 } = new MessageChannel();
      closing.defer(() => port1.close());
      servePort(app.router, port1);
      port1.start();
      port2.start();
      return createORPCClient(new PortLink({ port: port2 }));
    },
  },
];

describe.each(transports)("the contract over the $name", ({ connect }) => {
  const closing = new AsyncDisposableStack();
  let client: Client;
  let folder: ReturnType<typeof temporaryFolder>;

  beforeAll(async () => {
    folder = closing.use(temporaryFolder());
    const app = closing.use(await openApp({ folder: folder.path, opening: "station", demo: false }));
    client = await connect(app, closing);
  });
  afterAll(() => closing.disposeAsync());

  it("answers a call", async () => {
    expect(await client.station.about()).toMatchObject({
      opening: "station",
      demo: false,
      node: process.versions.node,
    });
  });

  it("carries what was saved, and refuses what is wrong before it reaches anything", async () => {
    const machine = await client.plant.saveMachine({ name: "  Pump 3 ", kind: "pump" });
    expect(machine).toMatchObject({ name: "Pump 3", kind: "pump" });
    expect((await client.plant.get()).machines).toEqual([machine]);
    await expect(client.plant.saveMachine({ name: "   ", kind: "pump" })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
    await expect(client.plant.saveMachine({ name: "x", kind: "spaceship" as "pump" })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
    expect((await client.plant.get()).machines).toHaveLength(1);
  });

  it("carries a fault with its code, its sentence and its details", async () => {
    await expect(client.plant.remove({ what: "machine", id: "gone" })).rejects.toMatchObject({
      code: "NOT_FOUND",
      defined: true,
      message: expect.stringContaining("no longer in the plant"),
      data: { details: { what: "machine", id: "gone" } },
    });
    await expect(
      client.devices.describe({ driver: "recordedFile", address: "/no/such/file.wav", settings: {} }),
    ).rejects.toMatchObject({ code: "DEVICE_MISSING", message: expect.stringContaining("/no/such/file.wav") });
  });

  it("streams snapshots: one at once, one after each change, and ends when the page leaves", async () => {
    const stop = new AbortController();
    const snapshots = (await client.station.watch(undefined, { signal: stop.signal }))[Symbol.asyncIterator]();
    const first = (await snapshots.next()).value as StationSnapshot;
    expect(first.health).toEqual([]);
    await client.plant.renameSite({ name: "Hall 4" });
    let next = first;
    while (next.revision.plant === first.revision.plant) next = (await snapshots.next()).value as StationSnapshot;
    expect((await client.plant.get()).site.name).toBe("Hall 4");
    stop.abort();
    await expect(snapshots.next()).rejects.toThrow();
  });

  it("carries a recording that is larger than any message, piece by piece", async () => {
    const path = join(folder.path, "silence.wav");
    writeFileSync(path, encodeWav([new Float32Array(2000)], 2000));
    const device = {
      driver: "recordedFile",
      address: path,
      name: "Silence",
      sampleRate: 2000,
      channelCount: 1,
      settings: {},
    };
    const { id: deviceId } = await client.devices.add(device);
    const machine = await client.plant.saveMachine({ name: "Fan", kind: "fan" });
    const component = await client.plant.saveComponent({ machineId: machine.id, name: "Bearing", kind: "bearing" });
    const { id: pointId } = await client.plant.savePoint({
      ...{ componentId: component.id, name: "radial", quantity: "other", unit: "raw", sensitivity: 1 },
      ...{ mounting: "unknown", direction: "none", deviceId, channel: 0 },
    });
    const { id } = await client.recordings.start({ name: "Long", pointIds: [pointId], preTrigger: 0, by: "Ada" });
    await client.recordings.stop({ id });
    // As if it had run for hours: what is carried is looked at here, not what was recorded.
    const bytes = randomBytes(recordingPieceBytes + 4321);
    writeFileSync(join(folder.path, "recordings", id, "0.wav"), bytes);
    const pieces = [];
    for (const offset of [0, recordingPieceBytes]) {
      const piece = await client.recordings.file({ id, pointId, offset });
      expect(piece.name).toMatch(/Z Fan, Bearing, radial\.wav$/);
      pieces.push(Buffer.from(await piece.arrayBuffer()));
    }
    expect(pieces.map(({ length }) => length)).toEqual([recordingPieceBytes, 4321]);
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
  });

  it("carries many calls side by side", async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, () => client.station.retention()));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });
});
