import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MessagePort } from "node:worker_threads";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import { os, type RouterClient } from "@orpc/server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeStandInElectron, refusable } from "../../test/makers/standInElectron.ts";
import { Fault } from "../domain/fault.ts";

const router = { echo: os.handler(({ input }) => input) };
const station = {
  options: undefined as unknown,
  fault: undefined as Fault | undefined,
  close: async () => {},
  scheduled: [] as unknown[],
};

vi.mock("../app/openApp.ts", () => ({
  openApp: async (options: unknown) => {
    if (station.fault) throw station.fault;
    station.options = options;
    return {
      router,
      notices: () => [],
      scheduleDemoFault: (fault: unknown) => station.scheduled.push(fault),
      [Symbol.asyncDispose]: () => station.close(),
    };
  },
}));

let folder: string;
let standIn: ReturnType<typeof makeStandInElectron>;
const line = process.argv;

/** Starts the desktop with these words on its command line, up to where it shows its page, gives up or leaves. */
async function start(...words: string[]): Promise<void> {
  process.argv = ["electron", ".", ...words];
  vi.doMock("electron", () => standIn.electron);
  await vi.importActual("./electronMain.ts");
  standIn.becomeReady();
  await vi.waitFor(() => {
    if (standIn.record.windows[0]?.loaded === undefined && standIn.record.exits.length === 0)
      throw new Error("starting");
  });
}

/** The page's frame: asks for the port as the preload does and returns it. */
function frame(url = "auscult://app/", parent: unknown = null) {
  const posted: { channel: string; message: unknown; ports: MessagePort[] }[] = [];
  const postMessage = (channel: string, message: unknown, ports: MessagePort[]) => {
    posted.push({ channel, message, ports });
  };
  return { url, parent, posted, postMessage };
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "auscult-desktop-"));
  const page = join(folder, "app", "out", "renderer");
  await mkdir(page, { recursive: true });
  await writeFile(join(page, "index.html"), "<p>__CSP_NONCE__</p>");
  standIn = makeStandInElectron({ appPath: join(folder, "app"), userData: join(folder, "user") });
  Object.assign(station, { options: undefined, fault: undefined, close: async () => {}, scheduled: [] });
  vi.spyOn(console, "error").mockImplementation(() => {});
});

afterEach(() => {
  process.argv = line;
  vi.resetModules();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

describe("the desktop", () => {
  it("opens the same station and shows its page from its own scheme", async () => {
    await start("--demo-fault", "pump/bearing:outer race@60");
    const { record } = standIn;
    expect(station.options).toEqual({
      folder: join(folder, "user", "station"),
      opening: "desktop",
      demo: true,
      startProcess: expect.any(Function),
    });
    expect(station.scheduled).toEqual([{ componentId: "pump/bearing", fault: "outer race", after: 60 }]);
    expect(record.windows[0]).toMatchObject({ loaded: "auscult://app/", shown: true });
    expect(record.schemes).toEqual([
      { scheme: "auscult", privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
    const [first, second] = [1, 2].map(() => record.serve?.({ method: "GET", url: "auscult://app/" }));
    const text = (await first?.text()) ?? "";
    const nonce = /^<p>([A-Za-z0-9+/]{22}==)<\/p>$/.exec(text)?.[1];
    expect(first?.headers.get("Content-Security-Policy")).toContain(`'nonce-${nonce}'`);
    expect(await second?.text()).not.toBe(text);
  });

  it("is sandboxed and refuses the page everything", async () => {
    await start();
    const { record } = standIn;
    expect(record.sandboxed).toBe(true);
    expect(record.windows[0]?.options).toMatchObject({
      webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true },
    });
    const granted: boolean[] = [];
    record.permission.request?.(...([{}, "media", (answer: boolean) => granted.push(answer)] as never[]));
    expect(granted).toEqual([false]);
    expect(record.permission.check?.()).toBe(false);
    expect(record.permission.device?.()).toBe(false);
    expect(record.blocked).toEqual(expect.arrayContaining(["http://*/*", "https://*/*", "ws://*/*", "file://*/*"]));
    const contents = record.windows[0]?.webContents;
    expect(contents?.openHandler?.()).toEqual({ action: "deny" });
    for (const [event, url, refused] of [
      ["will-frame-navigate", "https://example.org/", true],
      ["will-frame-navigate", "auscult://app/#/alerts", false],
      ["will-redirect", "auscult://app/", true],
      ["will-attach-webview", undefined, true],
    ] as const) {
      const asked = refusable(url);
      contents?.emit(event, asked);
      expect(asked.prevented, `${event} ${url}`).toBe(refused);
    }
  });

  it("answers calls over the port it hands to the page, and gives a fresh one after a reload", async () => {
    await start();
    const page = frame();
    for (const round of [1, 2]) {
      standIn.electron.ipcMain.emit("auscult-port", { senderFrame: page });
      const handed = page.posted[round - 1];
      expect(handed).toMatchObject({ channel: "auscult-port", message: null });
      const port = handed?.ports[0] as MessagePort;
      const client: RouterClient<typeof router> = createORPCClient(new RPCLink({ port: port as never }));
      port.start();
      const samples = { values: [1, 2.5], bytes: new Blob(["\x00\x01"]) };
      const answer = (await client.echo(samples as never)) as unknown as typeof samples;
      expect(answer.values).toEqual([1, 2.5]);
      expect(await answer.bytes.text()).toBe("\x00\x01");
      port.close();
    }
    expect(page.posted).toHaveLength(2);
    expect(page.posted[0]?.ports[0]).not.toBe(page.posted[1]?.ports[0]);
  });

  it("hands the port to nobody else", async () => {
    await start();
    for (const stranger of [frame("https://example.org/"), frame("auscult://app/", {}), frame("auscult://app/x.svg")]) {
      standIn.electron.ipcMain.emit("auscult-port", { senderFrame: stranger });
      expect(stranger.posted).toEqual([]);
    }
    standIn.electron.ipcMain.emit("auscult-port", { senderFrame: null });
  });

  it("closes the station before it ends, once", async () => {
    await start();
    const closing = Promise.withResolvers<void>();
    let closes = 0;
    station.close = () => {
      closes += 1;
      return closing.promise;
    };
    const first = refusable();
    standIn.electron.app.emit("will-quit", first);
    const second = refusable();
    standIn.electron.app.emit("will-quit", second);
    expect([first.prevented, second.prevented, closes]).toEqual([true, true, 1]);
    expect(standIn.record.exits).toEqual([]);
    const exited = once(standIn.electron.app, "exited");
    closing.resolve();
    await exited;
    expect(standIn.record.exits).toEqual([0]);
  });

  it("quits with its last window, and remembers where that was", async () => {
    await start();
    const exited = once(standIn.electron.app, "exited");
    standIn.record.windows[0]?.emit("close");
    standIn.electron.app.emit("window-all-closed");
    await exited;
    expect(JSON.parse(readFileSync(join(folder, "user", "window.json"), "utf8"))).toEqual({
      bounds: { x: 11, y: 22, width: 1033, height: 744 },
      maximized: false,
    });
    vi.resetModules();
    standIn = makeStandInElectron({ appPath: join(folder, "app"), userData: join(folder, "user") });
    await start();
    expect(standIn.record.windows[0]?.options).toMatchObject({ x: 11, y: 22, width: 1033, height: 744 });
  });

  it("loads a page that died again, then asks instead of flickering", async () => {
    await start();
    const contents = standIn.record.windows[0]?.webContents;
    contents?.emit("render-process-gone", {}, { reason: "clean-exit" });
    expect(contents?.reloads).toBe(0);
    for (let death = 0; death < 3; death += 1) contents?.emit("render-process-gone", {}, { reason: "crashed" });
    expect(contents?.reloads).toBe(3);
    expect(standIn.record.boxes).toEqual([]);
    standIn.record.answers.push(1);
    const exited = once(standIn.electron.app, "exited");
    contents?.emit("render-process-gone", {}, { reason: "crashed" });
    await exited;
    expect(contents?.reloads).toBe(3);
    expect(standIn.record.boxes).toEqual(["The window of Auscult keeps failing."]);
  });

  it("listens on when the page does not load", async () => {
    standIn.record.loadFailure = new Error("ERR_ABORTED");
    await start();
    await new Promise(setImmediate);
    expect(standIn.record.exits).toEqual([]);
    expect(standIn.record.boxes).toEqual([]);
  });

  it("says in a box why it cannot start", async () => {
    station.fault = new Fault("STORE_FAILED", "The data folder is in use by another Auscult.");
    await start();
    expect(standIn.record.boxes).toEqual(["The data folder is in use by another Auscult."]);
    expect(standIn.record.exits).toEqual([1]);
    expect(standIn.record.windows).toEqual([]);
  });

  it("says in a box which switch is wrong", async () => {
    await start("--data");
    expect(standIn.record.boxes).toEqual(["--data needs a folder after it."]);
    expect(standIn.record.exits).toEqual([1]);
  });

  it("opens once for each data folder; a second start brings the first window forward", async () => {
    await start("--data", join(folder, "plant"));
    expect(station.options).toMatchObject({ folder: join(folder, "plant") });
    expect(standIn.record.paths.userData).toBe(join(folder, "plant", "desktop"));
    standIn.electron.app.emit("second-instance");
    expect(standIn.record.windows[0]?.focused).toBe(1);

    vi.resetModules();
    station.options = undefined;
    standIn = makeStandInElectron({ appPath: join(folder, "app"), userData: join(folder, "user") });
    standIn.record.lockGranted = false;
    await start("--data", join(folder, "plant"));
    expect(standIn.record.exits).toEqual([0]);
    expect(station.options).toBeUndefined();
  });
});
