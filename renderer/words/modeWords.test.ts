import { expect, it } from "vitest";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { makeFormat } from "./format.ts";
import { modeWords } from "./modeWords.ts";
import { pseudo } from "./pseudo.ts";

const english = makeFormat(en, "en-GB");
const german = makeFormat(de, "de-DE");

it("says a way of running in the language of the page", () => {
  expect(modeWords(en, english, {})).toBe("as learned");
  expect(modeWords(de, german, {})).toBe("wie gelernt");
  expect(modeWords(de, german, { louder: 12 })).toBe("wie gelernt, 12 dB lauter");
  expect(modeWords(de, german, { tag: { speed: 1480, load: 0.4 }, louder: 9 })).toBe(
    "1.480 U/min, Last 40 %, 9 dB lauter",
  );
  expect(modeWords(pseudo, english, { louder: 12 })).not.toContain("louder");
});

it("calls a mode as its people named it", () => {
  expect(modeWords(de, german, { tag: { state: "second gear" }, louder: 9 })).toBe("second gear, 9 dB lauter");
});

it("shows the text that old cards kept as it is", () => {
  expect(modeWords(de, german, "as learned, 12 dB louder")).toBe("as learned, 12 dB louder");
});
