import { expect, it } from "vitest";
import { type Gate, gateNames } from "../../../electron/domain/reportCard.ts";
import { de } from "../../words/de.ts";
import { en } from "../../words/en.ts";
import { makeFormat } from "../../words/format.ts";
import { gateSentence } from "./gateWords.ts";

const format = makeFormat(en, "en-GB");
const say = (name: Gate["name"], found: number, wanted: number) =>
  gateSentence(en, format, { name, passed: false, found, wanted });

it("says what each gate found and wants in the unit of that gate", () => {
  expect(say("enough data", 9, 15)).toBe("9 s of healthy time, at least 15 s wanted");
  expect(say("small gap", 4.62, 4)).toBe("unheard time scores 4.6 times as high, at most 4 times wanted");
  expect(say("stable", 0.31, 0.25)).toBe("scores move by 31 % with the seed, at most 25 % wanted");
  expect(say("sees faults", 0.4, 0.5)).toBe("finds 40 % of the test faults, at least 50 % wanted");
  expect(say("sessions agree", 1, 0)).toBe("unlike the others: 1, wanted: 0");
  expect(say("budget met", 4.35, 1)).toBe("1 false alarm a week expected, at most 1 false alarm a month wanted");
});

it("has a sentence for every gate in German too", () => {
  for (const name of gateNames) {
    const sentence = gateSentence(de, makeFormat(de, "de-DE"), { name, passed: true, found: 2, wanted: 3 });
    expect(sentence, name).toMatch(/2.*3|3.*2/);
  }
});
