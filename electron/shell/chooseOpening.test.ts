import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { chooseOpening } from "./chooseOpening.mjs";

const root = join("/", "checkout");
const local = join(root, "node_modules", "electron", "dist", "electron");
const desk = {
  platform: "linux",
  env: { DISPLAY: ":0" } as Record<string, string | undefined>,
  exists: (path: string) => path === local,
  root,
  uid: 1000,
};

describe("what npm start opens", () => {
  it("opens the desktop when the program and a display are there", () => {
    expect(chooseOpening(desk)).toEqual({
      opening: "desktop",
      binary: local,
      reason: `Opening the desktop with ${local}.`,
    });
    expect(chooseOpening({ ...desk, env: { WAYLAND_DISPLAY: "wayland-0" } }).opening).toBe("desktop");
  });

  it("opens the station when the program is missing, and names what fetches it", () => {
    const opening = chooseOpening({ ...desk, exists: () => false });
    expect(opening.opening).toBe("station");
    expect(opening).not.toHaveProperty("binary");
    expect(opening.reason).toContain("npx install-electron");
  });

  it("opens the station without a display on Linux, also when the variables are empty", () => {
    for (const env of [{}, { DISPLAY: "", WAYLAND_DISPLAY: "" }]) {
      const opening = chooseOpening({ ...desk, env });
      expect(opening.opening).toBe("station");
      expect(opening.reason).toContain("DISPLAY");
    }
  });

  it("opens the station for root, which Electron refuses", () => {
    const opening = chooseOpening({ ...desk, uid: 0 });
    expect(opening.opening).toBe("station");
    expect(opening.reason).toContain("root");
  });

  it.each([
    ["darwin", join("Electron.app", "Contents", "MacOS", "Electron")],
    ["win32", "electron.exe"],
  ])("knows the program on %s, which always has a display", (platform, program) => {
    const binary = join(root, "node_modules", "electron", "dist", program);
    expect(chooseOpening({ ...desk, platform, env: {}, exists: (path) => path === binary })).toMatchObject({
      opening: "desktop",
      binary,
    });
  });

  it("takes Electron from ELECTRON_OVERRIDE_DIST_PATH, and from nowhere else when that is set", () => {
    const override = join("/", "opt", "electron");
    const env = { DISPLAY: ":0", ELECTRON_OVERRIDE_DIST_PATH: override };
    const binary = join(override, "electron");
    expect(chooseOpening({ ...desk, env, exists: (path) => path === binary })).toMatchObject({ binary });
    const without = chooseOpening({ ...desk, env });
    expect(without.opening).toBe("station");
    expect(without.reason).toContain(binary);
  });

  it("opens the station on a platform that Electron is not built for", () => {
    expect(chooseOpening({ ...desk, platform: "freebsd", exists: () => true }).opening).toBe("station");
  });

  it("gives its reason in one sentence on one line", () => {
    for (const uid of [0, 1000]) {
      for (const found of [true, false]) {
        const { reason } = chooseOpening({ ...desk, uid, exists: () => found });
        expect(reason).toMatch(/^[A-Z][^\n]*\.$/);
      }
    }
  });
});
