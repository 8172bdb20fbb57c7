// Read by the start script on the machine's own Node, before anything is compiled: plain JavaScript, Node 20.
import { join } from "node:path";

/** The desktop program inside Electron's folder, on each platform Electron is built for. */
const programs = {
  darwin: "Electron.app/Contents/MacOS/Electron",
  linux: "electron",
  win32: "electron.exe",
};

/**
 * Where Electron's own files are expected, and its program in them. The `electron` package itself is not asked: outside
 * Electron, loading it starts a download.
 * @type {typeof import("./chooseOpening.d.mts").locateElectron}
 */
export function locateElectron({ platform, env, root }) {
  const program = programs[platform];
  if (program === undefined) return undefined;
  const folder = env.ELECTRON_OVERRIDE_DIST_PATH || join(root, "node_modules", "electron", "dist");
  return { folder, binary: join(folder, program) };
}

/**
 * The desktop wherever Electron's program is there and can show a window, otherwise the station in a browser.
 * @type {typeof import("./chooseOpening.d.mts").chooseOpening}
 */
export function chooseOpening({ platform, env, exists, root, uid = process.getuid?.() }) {
  const electron = locateElectron({ platform, env, root });
  if (electron === undefined) return station(`there is no Electron for ${platform}`);
  const { binary } = electron;
  if (!exists(binary)) {
    return station(
      env.ELECTRON_OVERRIDE_DIST_PATH
        ? `ELECTRON_OVERRIDE_DIST_PATH is set, but there is no ${binary}`
        : 'the program of Electron is not here ("npx install-electron" fetches it)',
    );
  }
  if (platform === "linux" && !env.DISPLAY && !env.WAYLAND_DISPLAY) {
    return station("this computer shows no windows (neither DISPLAY nor WAYLAND_DISPLAY is set)");
  }
  if (platform === "linux" && uid === 0) {
    return station("Electron does not run as root; start Auscult as an ordinary user for the desktop");
  }
  return { opening: "desktop", binary, reason: `Opening the desktop with ${binary}.` };
}

/**
 * @param {string} because
 * @returns {import("./chooseOpening.d.mts").Opening}
 */
function station(because) {
  return { opening: "station", reason: `Opening the station in a browser: ${because}.` };
}
