import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import { os } from "@orpc/server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { type Station, serveStation } from "./serveStation.ts";

const router = { ping: os.handler(() => "pong") };
let folder: string;
let station: Station;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "auscult-page-"));
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), '<meta name="csp-nonce" content="__CSP_NONCE__">');
  writeFileSync(join(folder, "assets", "main-abc.js"), "1;");
  station = await serveStation({ router, pageFolder: folder, port: 0 });
});
afterEach(async () => {
  await station[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function get(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest({ port: station.port, host: "127.0.0.1", path, method, headers }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (text: string) => {
        body += text;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    asked.on("error", reject).end();
  });
}

const pathOf = (link: string) => link.replace(/^http:\/\/[^/]+/, "");

async function logIn(): Promise<string> {
  const { headers } = await get(pathOf(station.invite()));
  return headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
}

/** Resolves to the status of the refusal, or 101. */
function handshake(headers: Record<string, string>, path = "/rpc"): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${station.port}${path}`, { headers });
    socket.on("open", () => {
      socket.terminate();
      resolve(101);
    });
    socket.on("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0));
    socket.on("error", reject);
  });
}

describe("the door of the station", () => {
  it("turns a printed link into a session cookie that scripts and other sites cannot use, once", async () => {
    const link = pathOf(station.invite());
    const first = await get(link);
    expect(first.status).toBe(303);
    expect(first.headers.location).toBe("/");
    expect(first.headers["set-cookie"]?.[0]).toMatch(
      new RegExp(`^auscult_session_${station.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    );
    const again = await get(link);
    expect(again.status).toBe(403);
    expect(again.headers["set-cookie"]).toBeUndefined();
    expect(again.body).toContain("already used");
  });

  it("does not let a HEAD probe use up a link", async () => {
    const link = pathOf(station.invite());
    expect((await get(link, {}, "HEAD")).status).toBe(403);
    expect((await get(link)).status).toBe(303);
  });

  it("shows the page only with a session, with a fresh nonce each time", async () => {
    expect((await get("/")).status).toBe(401);
    expect((await get("/assets/main-abc.js")).status).toBe(401);
    expect((await get("/", { cookie: `auscult_session_${station.port}=guess` })).status).toBe(401);
    const cookie = await logIn();
    const nonces = new Set<string>();
    for (let visit = 0; visit < 2; visit++) {
      const page = await get("/", { cookie });
      expect(page.status).toBe(200);
      const nonce = /content="([^"]+)"/.exec(page.body)?.[1] ?? "";
      expect(page.headers["content-security-policy"]).toContain(`'nonce-${nonce}'`);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(2);
    expect(await get("/assets/main-abc.js", { cookie })).toMatchObject({ status: 200, body: "1;" });
  });

  it("sends a strict policy with every answer, whatever it is", async () => {
    const cookie = await logIn();
    const answers = [
      await get("/"),
      await get("/", { cookie }),
      await get("/nothing", { cookie }),
      await get("/assets/main-abc.js", { cookie }),
      await get("/?token=wrong"),
      await get("//", { cookie }),
      await get("/", { cookie }, "POST"),
    ];
    for (const { headers, status } of answers) {
      const policy = headers["content-security-policy"] ?? "";
      expect(policy, `status ${status}`).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain("unsafe-");
      expect(headers["x-content-type-options"]).toBe("nosniff");
    }
  });

  it("gives out nothing but the listed files", async () => {
    const cookie = await logIn();
    for (const path of ["/../package.json", "/assets/../../secret", "/%2e%2e/secret", "/assets/", "/index.html"]) {
      expect((await get(path, { cookie })).status, path).toBe(404);
    }
  });

  it("answers only to its own names, so that another site cannot pass for it", async () => {
    const cookie = await logIn();
    expect((await get("/", { cookie, host: "evil.example" })).status).toBe(403);
    expect((await get("/", { cookie, host: `localhost:${station.port}` })).status).toBe(200);
  });

  it("refuses the upgrade to other origins and to anyone without the session", async () => {
    const cookie = await logIn();
    const origin = `http://127.0.0.1:${station.port}`;
    expect(await handshake({ origin, cookie })).toBe(101);
    expect(await handshake({ origin })).toBe(401);
    expect(await handshake({ origin, cookie: `auscult_session_${station.port}=guess` })).toBe(401);
    expect(await handshake({ cookie })).toBe(403);
    expect(await handshake({ origin: "http://evil.example", cookie })).toBe(403);
    expect(await handshake({ origin: `http://127.0.0.1:${station.port + 1}`, cookie })).toBe(403);
    expect(await handshake({ origin: "http://evil.example", host: "evil.example", cookie })).toBe(403);
    expect(await handshake({ origin, cookie }, "/other")).toBe(404);
  });

  it("serves the contract behind the upgrade", async () => {
    const cookie = await logIn();
    const origin = `http://127.0.0.1:${station.port}`;
    const websocket = new WebSocket(`ws://127.0.0.1:${station.port}/rpc`, { headers: { origin, cookie } });
    const client = createORPCClient<{ ping: () => Promise<string> }>(
      new RPCLink({ websocket: websocket as unknown as globalThis.WebSocket }),
    );
    expect(await client.ping()).toBe("pong");
    websocket.terminate();
  });
});

describe("a station that cannot open", () => {
  it("says that the port is taken, and what to do", async () => {
    await expect(serveStation({ router, pageFolder: folder, port: station.port })).rejects.toMatchObject({
      code: "PORT_BUSY",
      message: expect.stringMatching(new RegExp(`^Port ${station.port} is in use.*--port`)),
    });
  });

  it("says that the page is not built", async () => {
    await expect(serveStation({ router, pageFolder: join(folder, "missing"), port: 0 })).rejects.toMatchObject({
      code: "NOT_FOUND",
      message: expect.stringContaining("npm run build"),
    });
  });

  it("listens on loopback only", async () => {
    const elsewhere = createServer();
    // The same port on all other addresses is still free: the station took loopback alone.
    await new Promise<void>((resolve, reject) => {
      elsewhere.once("error", reject).listen(station.port, "127.0.0.2", resolve);
    });
    await new Promise((resolve) => elsewhere.close(resolve));
  });
});
