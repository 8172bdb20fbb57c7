import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { implement } from "@orpc/server";
import { RPCHandler } from "@orpc/server/ws";
import { afterEach, describe, expect, it, vi } from "vitest";
import { WebSocketServer } from "ws";
import { contract } from "../../electron/contract/contract.ts";
import { connectWebSocket } from "./webSocketConnection.ts";

const site = { id: "site", name: "Mill north" };
const plant = { site, machines: [], components: [], points: [], devices: [] };

/** A station that answers one call; `admitted` false refuses the handshake and the page as the real one does. */
async function listen(port: number, admitted: boolean): Promise<Server> {
  const server = createServer((_, response) => response.writeHead(admitted ? 200 : 401).end());
  const make = implement(contract);
  const handler = new RPCHandler({ plant: { get: make.plant.get.handler(() => plant) } });
  const sockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    if (!admitted) {
      socket.end("HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => void handler.upgrade(webSocket, { context: {} }));
  });
  server.on("close", () => sockets.close());
  servers.push({ server, sockets });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return server;
}

const servers: { server: Server; sockets: WebSocketServer }[] = [];
async function stopAll(): Promise<void> {
  for (const { server, sockets } of servers.splice(0)) {
    for (const client of sockets.clients) client.terminate();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
afterEach(stopAll);

const portOf = (server: Server) => (server.address() as AddressInfo).port;
const addressOf = (port: number) => new URL(`http://127.0.0.1:${port}/`);

describe("connectWebSocket", () => {
  it("comes back by itself, with the same client, and counts how often", async () => {
    const port = portOf(await listen(0, true));
    const connection = connectWebSocket(addressOf(port));
    await vi.waitFor(() => expect(connection.state()).toEqual({ phase: "open", generation: 1 }));
    expect((await connection.client.plant.get()).site).toEqual(site);

    const lost = Date.now();
    await stopAll();
    await vi.waitFor(() => expect(connection.state().phase).toBe("away"));
    const away = connection.state();
    expect(away.phase === "away" && away.since).toBeGreaterThanOrEqual(lost);
    await expect(connection.client.plant.get()).rejects.toThrow("no link");

    await listen(port, true);
    connection.tryNow();
    await vi.waitFor(() => expect(connection.state()).toEqual({ phase: "open", generation: 2 }), { timeout: 5000 });
    expect((await connection.client.plant.get()).site).toEqual(site);
    connection.close();
  });

  it("keeps the moment when the station went away, however often it tries", async () => {
    const port = portOf(await listen(0, true));
    await stopAll();
    const connection = connectWebSocket(addressOf(port));
    await vi.waitFor(() => expect(connection.state().phase).toBe("away"));
    const first = connection.state();
    let attempts = 0;
    const before = globalThis.fetch;
    vi.stubGlobal("fetch", (...request: Parameters<typeof fetch>) => {
      attempts += 1;
      return before(...request);
    });
    await vi.waitFor(() => expect(attempts).toBeGreaterThanOrEqual(1), { timeout: 5000 });
    expect(connection.state()).toBe(first);
    vi.unstubAllGlobals();
    connection.close();
  });

  it("tells an expired session from a station that is away", async () => {
    const connection = connectWebSocket(addressOf(portOf(await listen(0, false))));
    await vi.waitFor(() => expect(connection.state()).toEqual({ phase: "expired" }));
    connection.close();
  });
});
