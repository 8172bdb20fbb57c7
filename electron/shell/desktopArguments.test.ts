import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readDesktopArguments } from "./desktopArguments.ts";

const place = { userData: resolve("/home/someone/.config/auscult"), workingFolder: resolve("/work") };
const read = (...line: string[]) => readDesktopArguments(["electron", ".", ...line], place);

describe("the command line of the desktop", () => {
  it("keeps the data in the user's own folder unless told otherwise", () => {
    expect(read()).toEqual({
      folder: join(place.userData, "station"),
      profile: place.userData,
      demo: false,
      demoFaults: [],
    });
  });

  it.each([[["--data", "plant"]], [["--data=plant"]], [["--data", "other", "--data", "plant"]]])(
    "takes %j from where it was started, with a profile of its own",
    (line) => {
      const folder = join(place.workingFolder, "plant");
      expect(read(...line)).toMatchObject({ folder, profile: join(folder, "desktop") });
    },
  );

  it("keeps an absolute folder", () => {
    const folder = resolve("/srv/plant");
    expect(read("--data", folder).folder).toBe(folder);
  });

  it("starts the demo plant when asked, and when a fault of it is asked for", () => {
    expect(read("--demo").demo).toBe(true);
    const { demo, demoFaults } = read(
      "--demo-fault",
      "pump/bearing:outer race@60",
      "--demo-fault=fan/rotor:unbalance@5",
    );
    expect(demo).toBe(true);
    expect(demoFaults).toEqual([
      { componentId: "pump/bearing", fault: "outer race", after: 60 },
      { componentId: "fan/rotor", fault: "unbalance", after: 5 },
    ]);
  });

  it("leaves Chromium's own switches and unknown ones alone", () => {
    expect(read("--force-device-scale-factor=2", "--open", "--database", "x").folder).toBe(
      join(place.userData, "station"),
    );
  });

  it.each([[["--data"]], [["--data", "--demo"]], [["--data="]]])("refuses %j", (line) => {
    expect(() => read(...line)).toThrow(
      expect.objectContaining({ code: "BAD_INPUT", message: "--data needs a folder after it." }),
    );
  });

  it("refuses a demo fault that cannot be read", () => {
    expect(() => read("--demo-fault", "nonsense")).toThrow(expect.objectContaining({ code: "BAD_INPUT" }));
    expect(() => read("--demo-fault")).toThrow(expect.objectContaining({ code: "BAD_INPUT" }));
  });
});
