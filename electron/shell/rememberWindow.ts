import { readFileSync, writeFileSync } from "node:fs";
import { type Rectangle, readWindowState, type WindowState } from "./desktopWindow.ts";

/** What is needed of Electron's `BrowserWindow`. */
export interface RememberedWindow {
  getNormalBounds(): Rectangle;
  isMaximized(): boolean;
}

/** Writes down where a window stands. That it cannot is no reason to keep it open. */
export function rememberWindow(path: string, window: RememberedWindow): void {
  try {
    const now: WindowState = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
    writeFileSync(path, JSON.stringify(now));
  } catch (thrown) {
    console.error("The place of the window is not remembered:", thrown);
  }
}

/** Where the window stood when it was closed last; undefined at the first start and when that cannot be read. */
export function recallWindow(path: string): WindowState | undefined {
  try {
    return readWindowState(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
