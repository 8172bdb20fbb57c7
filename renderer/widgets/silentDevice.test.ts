import { expect, it } from "vitest";
import type { SensorFinding } from "../../electron/domain/sensorFinding.ts";
import { en } from "../words/en.ts";
import { makeFormat } from "../words/format.ts";
import { findingsNow, silenceSentence } from "./silentDevice.ts";

const format = makeFormat(en, "en-GB");
const since = new Date(2026, 4, 4, 1, 21).getTime();
const say = (condition: "starting" | "running" | "waiting" | "ended", message?: string) =>
  silenceSentence(en, format, { name: "UMIK1" }, { condition, since, message }, since + 60_000);

it("says which device is silent, since when, and that it goes on by itself", () => {
  expect(say("waiting", "whatever the station says")).toBe(
    "UMIK1 has sent nothing since 01:21. Check plug, cable and supply; it goes on by itself.",
  );
  expect(say("ended")).toMatch(/^The recording UMIK1 came to its end at 01:21/);
  expect(say("ended", "It sends at 500 Hz. Change its rate.")).toBe(
    "UMIK1 has stopped at 01:21. It sends at 500 Hz. Change its rate.",
  );
  expect(say("starting")).toBeUndefined();
  expect(say("running", "One file was refused.")).toBeUndefined();
});

it("holds nothing of before against a device that is away", () => {
  const finding = (deviceId: string): SensorFinding => ({
    kind: "same as another",
    deviceId,
    since,
    weight: "hint",
    facts: {},
  });
  const shown = findingsNow(
    [finding("away"), finding("here"), finding("new")],
    [
      { deviceId: "away", condition: "waiting" },
      { deviceId: "here", condition: "running" },
    ],
  );
  expect(shown.map(({ deviceId }) => deviceId)).toEqual(["here", "new"]);
});
