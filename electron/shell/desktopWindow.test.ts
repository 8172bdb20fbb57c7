import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundsToOpen, readWindowState, windowOptions } from "./desktopWindow.ts";

const make = (packaged: boolean) =>
  windowOptions({ preload: "/p/preload.cjs", icon: "/p/icon.png", packaged, bounds: {} });

describe("the window", () => {
  // The whole list, so that a setting that is added or lost is seen here.
  it.each([true, false])("treats the page as a stranger (packaged: %s)", (packaged) => {
    expect(make(packaged).webPreferences).toEqual({
      preload: "/p/preload.cjs",
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !packaged,
    });
  });

  it("has a title and opens where it is told", () => {
    expect(make(true)).toMatchObject({ title: "Auscult", width: 1440, height: 900, show: false });
    const bounds = { x: 10, y: 20, width: 1000, height: 700 };
    expect(windowOptions({ preload: "", icon: "", packaged: true, bounds })).toMatchObject(bounds);
  });
});

describe("what is remembered of the window", () => {
  const state = { bounds: { x: 100, y: 50, width: 1200, height: 800 }, maximized: true };

  it("is read as it was written", () => {
    expect(readWindowState(JSON.stringify(state))).toEqual(state);
  });

  it.each([
    "",
    "{",
    "null",
    "[]",
    '"text"',
    "{}",
    '{"bounds":null}',
    '{"bounds":{"x":"1","y":0,"width":1,"height":1}}',
    '{"bounds":{"x":0.5,"y":0,"width":1000,"height":700}}',
    '{"bounds":{"x":0,"y":0,"width":1e300,"height":700}}',
  ])("is forgotten when it reads %j", (text) => {
    expect(readWindowState(text)).toBeUndefined();
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readWindowState(text)));
  });
});

describe("where the window opens", () => {
  const screen = { workArea: { x: 0, y: 0, width: 1920, height: 1040 } };
  const state = { bounds: { x: 100, y: 50, width: 1200, height: 800 }, maximized: false };
  const at = (x: number, y: number) => ({ ...state, bounds: { ...state.bounds, x, y } });

  it("is left to the system the first time", () => {
    expect(boundsToOpen(undefined, [screen])).toEqual({});
  });

  it("is where it was", () => {
    expect(boundsToOpen(state, [screen])).toEqual(state.bounds);
    const second = { workArea: { x: -1600, y: 0, width: 1600, height: 900 } };
    expect(boundsToOpen(at(-1500, 10), [screen, second])).toEqual({ ...state.bounds, x: -1500, y: 10 });
  });

  it.each([
    ["a screen that was unplugged", at(2000, 50)],
    ["above the screen", at(100, -100)],
    ["below the screen", at(100, 1030)],
    ["beyond the left edge", at(-1150, 50)],
  ])("keeps only its size when it stood on %s", (_where, lost) => {
    expect(boundsToOpen(lost, [screen])).toEqual({ width: 1200, height: 800 });
  });

  it("is never smaller than it can be used", () => {
    const tiny = { bounds: { x: 0, y: 0, width: 10, height: 10 }, maximized: false };
    expect(boundsToOpen(tiny, [screen])).toEqual({ x: 0, y: 0, width: 900, height: 600 });
  });
});
