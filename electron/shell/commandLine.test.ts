import { describe, expect, it } from "vitest";
import { findBrowser } from "./openBrowser.ts";
import { parseDemoFault } from "./parseDemoFault.ts";

describe("a demo fault on the command line", () => {
  it("names component, fault and moment", () => {
    expect(parseDemoFault("feed-pump/drive-end-bearing:outer race@12.5")).toEqual({
      componentId: "feed-pump/drive-end-bearing",
      fault: "outer race",
      after: 12.5,
    });
  });

  it.each(["", "pump", "pump:outer race", "pump@5", "pump:outer race@soon", "pump:x@-1", "pump:x@3000000"])(
    "refuses %j with an example",
    (text) => {
      expect(() => parseDemoFault(text)).toThrow(/COMPONENT:FAULT@SECONDS, for instance/);
    },
  );
});

describe("the browser for the app window", () => {
  const path = "/usr/local/bin:/usr/bin";

  it("is looked for on the path, where there is a screen", () => {
    const exists = (file: string) => file === "/usr/bin/chromium";
    expect(findBrowser("linux", { DISPLAY: ":0", PATH: path }, exists)).toBe("/usr/bin/chromium");
    expect(findBrowser("linux", { WAYLAND_DISPLAY: "wayland-0", PATH: path }, exists)).toBe("/usr/bin/chromium");
  });

  it("is not opened without a screen or without a browser", () => {
    expect(findBrowser("linux", { PATH: path }, () => true)).toBeUndefined();
    expect(findBrowser("linux", { DISPLAY: ":0", PATH: path }, () => false)).toBeUndefined();
  });

  it("lies in fixed places elsewhere", () => {
    expect(findBrowser("darwin", {}, (file) => file.includes("Google Chrome"))).toContain("Google Chrome");
    expect(findBrowser("win32", {}, (file) => file.endsWith("msedge.exe"))).toContain("msedge.exe");
  });
});
