import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Browsers of the Chromium family: they can show the page as a window of its own. */
const programs: Readonly<Record<string, readonly string[]>> = {
  linux: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "brave-browser"],
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
    "C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
};

/** The browser to open, or undefined where there is none or no screen to show it on. Pure, for the tests. */
export function findBrowser(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
  exists: (path: string) => boolean,
): string | undefined {
  if (platform === "linux" && !env.DISPLAY && !env.WAYLAND_DISPLAY) return undefined;
  const folders = platform === "linux" ? (env.PATH ?? "").split(delimiter).filter(Boolean) : [];
  for (const program of programs[platform] ?? []) {
    const paths = platform === "linux" ? folders.map((folder) => join(folder, program)) : [program];
    const found = paths.find(exists);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Opens the address as an app window; false where no browser can be opened. The station does not depend on it. */
export function openBrowser(url: string): boolean {
  const browser = findBrowser(process.platform, process.env, existsSync);
  if (browser === undefined) return false;
  const child = spawn(browser, [`--app=${url}`], { detached: true, stdio: "ignore" });
  child.on("error", () =>
    process.stderr.write(`${browser} could not be started; open the printed address yourself.\n`),
  );
  child.unref();
  return true;
}
