import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { Router } from "@orpc/server";
import { RPCHandler } from "@orpc/server/ws";
import { type WebSocket, WebSocketServer } from "ws";
import { Fault } from "../domain/fault.ts";
import { isSameOrigin, namesLoopback, sessionSecret } from "./admission.ts";
import { answerPage } from "./answerPage.ts";
import { securityHeaders } from "./contentSecurityPolicy.ts";
import { readPageFiles } from "./pageFiles.ts";
import { Sessions } from "./sessions.ts";

export interface StationOptions {
  // biome-ignore lint/suspicious/noExplicitAny: the router's own types are checked where it is made, against the contract
  readonly router: Router<any, Record<never, never>>;
  /** Folder of the built page. */
  readonly pageFolder: string;
  /** 0 takes any free port. */
  readonly port: number;
}

export interface Station extends AsyncDisposable {
  readonly port: number;
  /** A fresh address with a one-time token. */
  invite(): string;
}

const loopback = "127.0.0.1";
/** The largest message a page may send: forms and comments, never measurement data. */
const largestMessage = 1024 * 1024;
/** A page that does not answer two of these in a row is gone: its streams are freed. */
const heartbeat = 15_000;
const nonceBytes = 16;

/**
 * Serves the page at `/` and the contract over a WebSocket at `/rpc`, on loopback only, to whoever opened a printed link.
 * @throws Fault PORT_BUSY when the port is taken, NOT_FOUND when the page is not built
 */
export async function serveStation(options: StationOptions): Promise<Station> {
  const files = await readPageFiles(options.pageFolder);
  const sessions = new Sessions();
  const server = createServer((request, response) => {
    const nonce = randomBytes(nonceBytes).toString("base64");
    const { status, headers, body } = answerPage(request, { files, sessions, nonce });
    response.writeHead(status, {
      ...securityHeaders(nonce),
      "Cache-Control": "no-store",
      ...headers,
      "Content-Length": Buffer.byteLength(body),
    });
    response.end(request.method === "HEAD" ? undefined : body);
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessage });
  const handler = new RPCHandler(options.router);
  // What is no HTTP at all gets the same headers as everything else.
  server.on("clientError", (_error, socket) => {
    if (socket.writable) refuse(socket, "400 Bad Request");
    else socket.destroy();
  });
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    const refused = refuseUpgrade(request, sessions);
    if (refused !== undefined) {
      refuse(socket, refused);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      keepAlive(webSocket);
      void handler.upgrade(webSocket, { context: {} });
    });
  });
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    invite: () => `http://${loopback}:${port}/?token=${sessions.invite()}`,
    async [Symbol.asyncDispose]() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The page may come back at any moment, so a socket that went silent (laptop asleep, cable pulled) is ended. */
function keepAlive(webSocket: WebSocket): void {
  let answered = true;
  webSocket.on("pong", () => {
    answered = true;
  });
  webSocket.on("error", () => webSocket.terminate());
  const timer = setInterval(() => {
    if (answered) webSocket.ping();
    else webSocket.terminate();
    answered = false;
  }, heartbeat);
  webSocket.on("close", () => clearInterval(timer));
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      reject(
        cause.code === "EADDRINUSE"
          ? new Fault(
              "PORT_BUSY",
              `Port ${port} is in use by another program, perhaps another Auscult. Close it, or choose another port with --port (0 takes any free one).`,
              { cause, details: { port } },
            )
          : new Fault("PORT_BUSY", `Port ${port} cannot be opened: ${cause.message}.`, { cause, details: { port } }),
      );
    });
    server.listen(port, loopback, resolve);
  });
}

function refuseUpgrade(request: IncomingMessage, sessions: Sessions): string | undefined {
  if (request.url !== "/rpc") return "404 Not Found";
  if (!namesLoopback(request) || !isSameOrigin(request)) return "403 Forbidden";
  if (!sessions.isOpen(sessionSecret(request))) return "401 Unauthorized";
  return undefined;
}

function refuse(socket: Duplex, status: string): void {
  const nonce = randomBytes(nonceBytes).toString("base64");
  const headers = { ...securityHeaders(nonce), Connection: "close", "Content-Length": "0" };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status}\r\n${lines.join("")}\r\n`);
}
