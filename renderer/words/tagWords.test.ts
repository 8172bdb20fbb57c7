import { expect, it } from "vitest";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { makeFormat } from "./format.ts";
import { tagWords } from "./tagWords.ts";

const format = makeFormat(en, "en-GB");

it("says of a way of running what is known of it, and nothing of what is not", () => {
  expect(tagWords(en, format, { state: "second gear", speed: 1480, load: 0.4 })).toBe(
    "second gear, 1,480 r/min, load 40 %",
  );
  expect(tagWords(de, makeFormat(de, "de-DE"), { speed: 1480 })).toBe("1.480 U/min");
  for (const unsaid of [undefined, null, {}, { state: "" }]) expect(tagWords(en, format, unsaid)).toBeUndefined();
});
