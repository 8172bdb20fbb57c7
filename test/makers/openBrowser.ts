import { type Browser, chromium } from "playwright-core";
import { rigIsThere } from "./rigProgram.ts";

/** Whether Debian's Chromium is installed; in CI it must be. */
export const browserIsThere = (): boolean => rigIsThere(["chromium"]);

/** A real Chromium without a window; the flags keep it from calling home. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: "/usr/bin/chromium",
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
