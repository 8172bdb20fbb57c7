import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { RPCHandler } from "@orpc/server/ws";
import { WebSocketServer } from "ws";
import { contentSecurityPolicy, noncePlaceholder } from "../../electron/wire/contentSecurityPolicy.ts";
import { readPageFiles } from "../../electron/wire/pageFiles.ts";
import { fixtureRouter } from "./fixtureRouter.ts";
import { inventPlant, type PlantStory } from "./inventedPlant.ts";

/**
 * Serves the built page with an invented plant behind the contract, under the same content security policy as the station.
 * @returns the address, and what closes it
 */
export async function serveFixture(
  story: PlantStory,
  pageFolder: string,
  port = 0,
): Promise<{ url: string } & AsyncDisposable> {
  const files = await readPageFiles(pageFolder);
  const server = createServer((request, response) => {
    const nonce = randomBytes(16).toString("base64");
    const file = files.get(new URL(request.url ?? "/", "http://fixture").pathname);
    const body = file?.contentType.startsWith("text/html")
      ? file.bytes.toString("utf8").replaceAll(noncePlaceholder, nonce)
      : file?.bytes;
    response.writeHead(file === undefined ? 404 : 200, {
      "Content-Security-Policy": contentSecurityPolicy(nonce),
      "Content-Type": file?.contentType ?? "text/plain",
    });
    response.end(body);
  });
  const sockets = new WebSocketServer({ server, path: "/rpc" });
  const handler = new RPCHandler(fixtureRouter(inventPlant(story)));
  sockets.on("connection", (socket) => void handler.upgrade(socket, { context: {} }));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
