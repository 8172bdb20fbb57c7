import { fileURLToPath } from "node:url";
import { createORPCClient } from "@orpc/client";
import { RPCLink as PortLink } from "@orpc/client/message-port";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, openApp } from "../../electron/app/openApp.ts";
import type { StationSnapshot } from "../../electron/contract/stationContract.ts";
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

  beforeAll(async () => {
    const folder = closing.use(temporaryFolder());
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

  it("carries many calls side by side", async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, () => client.station.retention()));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });
});
