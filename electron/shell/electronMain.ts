import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  powerSaveBlocker,
  protocol,
  screen,
  session,
  utilityProcess,
} from "electron";
import { openApp } from "../app/openApp.ts";
import { asFault } from "../domain/fault.ts";
import { readPageFiles } from "../wire/pageFiles.ts";
import { servePort } from "../wire/servePort.ts";
import { desktopPage, desktopScheme, isOwnSender } from "./desktopAddress.ts";
import { answerDesktop } from "./desktopAnswer.ts";
import { type DesktopArguments, readDesktopArguments } from "./desktopArguments.ts";
import { closeWithin } from "./desktopClosing.ts";
import { crashQuestion, reloadAfterCrash } from "./desktopCrash.ts";
import { guardContents, guardSession } from "./desktopGuards.ts";
import { desktopMenu } from "./desktopMenu.ts";
import { boundsToOpen, windowOptions } from "./desktopWindow.ts";
import { recallWindow, rememberWindow } from "./rememberWindow.ts";
import { startUtilityProcess } from "./startUtilityProcess.ts";

const portGreeting = "auscult-port";
const closingLimit = 10_000;
const preload = fileURLToPath(new URL("./preload.cjs", import.meta.url));

/** Told in a box, because a desktop has no terminal that anyone reads. */
function giveUp(thrown: unknown): void {
  console.error(thrown);
  dialog.showErrorBox("Auscult cannot start", asFault(thrown, "STORE_FAILED").message);
  app.exit(1);
}

async function servePage(): Promise<void> {
  const files = await readPageFiles(join(app.getAppPath(), "out", "renderer"));
  protocol.handle(desktopScheme, (request) => {
    const nonce = randomBytes(16).toString("base64");
    const { status, headers, body } = answerDesktop(request, { files, nonce });
    return new Response(typeof body === "string" ? body : new Uint8Array(body), { status, headers });
  });
}

function openWindow(profile: string): BrowserWindow {
  const remembered = join(profile, "window.json");
  const state = recallWindow(remembered);
  const icon = join(app.getAppPath(), "resources", "icons", "512x512.png");
  const bounds = boundsToOpen(state, screen.getAllDisplays());
  const window = new BrowserWindow(windowOptions({ preload, icon, packaged: app.isPackaged, bounds }));
  if (state?.maximized) window.maximize();
  window.once("ready-to-show", () => window.show());
  window.on("close", () => rememberWindow(remembered, window));
  let earlier: readonly number[] = [];
  window.webContents.on("render-process-gone", (_event, { reason }) => {
    if (reason === "clean-exit") return;
    console.error(`The page has died (${reason}).`);
    const decision = reloadAfterCrash(earlier, performance.now());
    earlier = decision.earlier;
    if (decision.reload) window.webContents.reload();
    else void askAfterCrash(window);
  });
  return window;
}

async function askAfterCrash(window: BrowserWindow): Promise<void> {
  const { response } = await dialog.showMessageBox(crashQuestion);
  if (response === 0) window.webContents.reload();
  else app.quit();
}

async function open({ folder, profile, demo, demoFaults }: DesktopArguments): Promise<void> {
  Menu.setApplicationMenu(Menu.buildFromTemplate(desktopMenu(process.platform, app.isPackaged)));
  guardSession(session.defaultSession);
  await servePage();
  const startProcess = startUtilityProcess(utilityProcess);
  const station = await openApp({ folder, opening: "desktop", demo, startProcess });
  let isClosing = false;
  app.on("will-quit", (event) => {
    event.preventDefault();
    if (isClosing) return;
    isClosing = true;
    void closeWithin(station, closingLimit).then((outcome) => {
      if (outcome !== "closed") console.error("Auscult did not close in order:", outcome);
      app.exit(outcome === "closed" ? 0 : 1);
    });
  });
  for (const fault of demoFaults) station.scheduleDemoFault(fault);
  for (const notice of station.notices()) console.error(notice.message);
  ipcMain.on(portGreeting, ({ senderFrame }) => {
    if (!isOwnSender(senderFrame)) return;
    const { port1, port2 } = new MessageChannelMain();
    servePort(station.router, port1);
    port1.start();
    senderFrame?.postMessage(portGreeting, null, [port2]);
  });
  // A station listens by day and by night: the computer may switch its screen off, but not go to sleep.
  powerSaveBlocker.start("prevent-app-suspension");
  const window = openWindow(profile);
  app.on("second-instance", () => {
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  // A page that dies while it loads is dealt with above; it is no reason to stop listening.
  await window.loadURL(desktopPage).catch((thrown) => console.error("The page did not load:", thrown));
}

// Everything up to here must have happened before Electron is ready; it waits for this module, so nothing is awaited at the top.
app.enableSandbox();
protocol.registerSchemesAsPrivileged([
  { scheme: desktopScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
app.on("web-contents-created", (_event, contents) => guardContents(contents));
app.on("window-all-closed", () => app.quit());
try {
  const started = readDesktopArguments(process.argv, {
    userData: app.getPath("userData"),
    workingFolder: process.cwd(),
  });
  mkdirSync(started.profile, { recursive: true });
  app.setPath("userData", started.profile);
  if (app.requestSingleInstanceLock())
    app
      .whenReady()
      .then(() => open(started), giveUp)
      .catch(giveUp);
  else app.exit(0);
} catch (thrown) {
  giveUp(thrown);
}
