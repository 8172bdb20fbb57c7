import { expect, it } from "vitest";
import type { Mounting } from "../../electron/domain/plant.ts";
import { en } from "../words/en.ts";
import { makeFormat } from "../words/format.ts";
import { mountingStatement, paceWords } from "./mountingStatement.ts";

const format = makeFormat(en, "en-GB");
const say = (mounting: Mounting, sampleRate: number) => mountingStatement(en, format, { mounting, sampleRate });

it("says what bounds a point and which faults it can show", () => {
  expect(say("magnet", 51_200)).toBe(
    "Magnet mount: sees to about 3 kHz. Enough for middle to late faults; early bearing faults need 10 kHz and more.",
  );
  expect(say("screw", 51_200)).toBe("Screwed: sees to about 15 kHz. Enough for early bearing faults.");
  expect(say("hand-held", 51_200)).toMatch(/^Held by hand: sees to about 1 kHz\. Enough for unbalance/);
  // A MEMS sensor of 2.5 to 4 kHz, however firmly it is screwed on.
  expect(say("screw", 6600)).toMatch(/^Sampled at 6\.6 kHz: sees to about 3\.3 kHz\. Enough for middle to late faults/);
  expect(say("airborne", 48_000)).toMatch(/^Sampled at 48 kHz: sees to about 24 kHz\. Hears what can be heard/);
  expect(say("unknown", 48_000)).toBe("Say how it is mounted: that decides how high it can see.");
});

it("says of values how often they come, and promises no spectrum", () => {
  const value = { mounting: "screw", sampleRate: 0.1, signal: "feature" } as const;
  expect(mountingStatement(en, format, value)).toMatch(/^A value every 10 s, .*no spectrum\.$/);
  expect(paceWords(en, format, { ...value, sampleRate: 1 / 300 })).toBe("every 5 min");
  expect(paceWords(en, format, { sampleRate: 25_600 })).toBe("25.6 kHz");
});
