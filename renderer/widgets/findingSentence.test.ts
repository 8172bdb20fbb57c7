import { describe, expect, it } from "vitest";
import type { Plant } from "../../electron/domain/plant.ts";
import { type SensorFinding, sensorFindingKinds } from "../../electron/domain/sensorFinding.ts";
import { de } from "../words/de.ts";
import { en } from "../words/en.ts";
import { makeFormat } from "../words/format.ts";
import { groupFindings } from "./findingGroups.ts";
import { findingSentence, findingsOf, plantFindingSentence } from "./findingSentence.ts";

const format = makeFormat(en, "en-GB");
const facts: Readonly<Record<SensorFinding["kind"], SensorFinding["facts"]>> = {
  clipping: { share: 0.042 },
  dead: {},
  "mains hum": { frequency: 50, above: 9 },
  "same as another": { other: 3 },
  "no machine": {},
  "implausible level": { level: 812.4, unit: "g", usual: 5 },
  "level jumped": { factor: 9.81 },
  "rate changed": { expected: 48_000, measured: 44_100 },
};
const word = (channel: number) => `Channel ${channel + 1}`;
const finding = (channel: number | undefined, pointId?: string): SensorFinding => ({
  kind: "dead",
  deviceId: "d",
  channel,
  pointId,
  since: 0,
  weight: "trouble",
  facts: {},
});
/** One finding, as it is told alone. */
const alone = (one: SensorFinding) => groupFindings([one])[0]!;
const say = (
  kind: SensorFinding["kind"],
  more: SensorFinding["facts"] = facts[kind],
  channel: number | undefined = 1,
) => findingSentence(en, format, alone({ ...finding(channel), kind, facts: more }), word, "Box 4");

describe("findingSentence", () => {
  it("tells every kind with its numbers and their units", () => {
    expect(say("clipping")).toBe("Channel 2 clips, 4 % of the samples are cut off: turn the input gain down.");
    expect(say("mains hum")).toMatch(/^Channel 2: 50 Hz hum is stronger than the machine\./);
    expect(say("same as another")).toMatch(/^Channel 2 and Channel 4 deliver the same samples/);
    expect(say("implausible level")).toMatch(/shows 812 g, a level/);
    expect(say("level jumped")).toMatch(/by a factor of 9\.81 at once/);
    expect(say("rate changed")).toMatch(/^Box 4 sends at 44\.1 kHz instead of 48 kHz/);
  });

  it("stays a whole sentence when the station gives no numbers, in every language", () => {
    for (const words of [en, de]) {
      for (const kind of sensorFindingKinds) {
        for (const known of [facts[kind], {}]) {
          const group = alone({ ...finding(0), kind, facts: known });
          const sentence = findingSentence(words, format, group, word, "Box 4");
          expect(sentence, kind).toMatch(/^[A-Z].{20,}[.?]$/);
          expect(sentence, kind).not.toMatch(/undefined|NaN/);
        }
      }
    }
  });
});

const plant = {
  devices: [{ id: "d", name: "Box 4" }],
  points: [{ id: "p", name: "Housing", deviceId: "d", channel: 0 }],
} as unknown as Plant;

it("calls a channel by the point that hangs on it, and a whole device by its name", () => {
  expect(plantFindingSentence(en, format, alone(finding(0)), plant)).toMatch(/^Housing \(Channel 1\) hears nothing/);
  expect(plantFindingSentence(en, format, alone(finding(1)), plant)).toMatch(/^Box 4, Channel 2 hears nothing/);
  expect(plantFindingSentence(en, format, alone(finding(undefined)), plant)).toMatch(/^Box 4 hears nothing/);
});

it("tells a group in one sentence, in every language", () => {
  const channels = [1, 2, 3, 7];
  const dead = groupFindings(channels.map((channel) => finding(channel)))[0]!;
  expect(plantFindingSentence(en, format, dead, plant)).toMatch(/^Each of channels 2–4, 8 of Box 4 hears nothing/);
  expect(plantFindingSentence(de, format, dead, plant)).toMatch(/^Jeder der Kanäle 2–4, 8 von Box 4 hört gar nichts/);
  const twins = channels.map(
    (channel) => ({ ...finding(channel), kind: "same as another", facts: { other: 1 } }) as const,
  );
  expect(plantFindingSentence(en, format, groupFindings(twins)[0]!, plant)).toMatch(
    /^Channels 2–4, 8 of Box 4 deliver the same samples/,
  );
});

it("finds what concerns a component: its points, their channels, their device", () => {
  const all = [
    finding(0),
    finding(1),
    finding(undefined),
    finding(undefined, "p"),
    { ...finding(0), deviceId: "other" },
  ];
  expect(findingsOf(all, plant.points)).toEqual([all[0], all[2], all[3]]);
  expect(findingsOf(all, [])).toEqual([]);
});
