import { describe, expect, it } from "vitest";
import { faultCodes } from "../../electron/domain/fault.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { languages, pickLanguage } from "./languages.ts";
import { pseudo, stretch } from "./pseudo.ts";

/** Every text of a language by its path; sentences are said with their own argument names. */
function texts(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") return [[path, String(value("one", "two", "three", "four"))]];
  return Object.entries(value as object).flatMap(([key, inner]) => texts(inner, `${path}/${key}`));
}

describe.each([
  ["English", en],
  ["German", de],
])("%s", (_, words) => {
  it("stays calm: no exclamation marks, no empty words, nobody is told that an error occurred", () => {
    for (const [path, text] of texts(words)) {
      expect(text, path).not.toMatch(/!|error|Fehler aufgetreten|anomal/i);
      expect(text.trim(), path).not.toBe("");
    }
  });

  it("has a whole sentence for every fault", () => {
    for (const code of faultCodes) expect(words.fault[code], code).toMatch(/^[A-ZÄÖÜ].{10,}\.$/);
  });
});

describe("the languages", () => {
  it("have the same words", () => {
    expect(texts(de).map(([path]) => path)).toEqual(texts(en).map(([path]) => path));
    expect(texts(pseudo).map(([path]) => path)).toEqual(texts(en).map(([path]) => path));
  });

  it("leave no sentence in English", () => {
    const english = new Map(texts(en));
    const same = texts(de).filter(([path, text]) => text === english.get(path) && text.split(" ").length > 3);
    expect(same).toEqual([]);
  });

  it("use every fact they are given", () => {
    const names = ["one", "two", "three", "four"];
    const english = new Map(texts(en));
    for (const [path, text] of texts(de)) {
      const given = names.filter((name) => new RegExp(`\\b${name}\\b`).test(english.get(path) ?? ""));
      for (const name of given) if (text.includes("%") || given.length > 1) expect(text, path).toContain(name);
    }
  });

  it("stretch and mark what went through the words, for layout tests", () => {
    expect(stretch("Setup")).toBe("[Sétüp··]");
    expect(pseudo.rail.unacknowledged(3)).toMatch(/^\[3 n.*·\]$/);
  });

  it("are chosen by what was kept, then by the browser, then English; the pseudo language only on purpose", () => {
    expect(pickLanguage("de", ["en"])).toBe("de");
    expect(pickLanguage(null, ["fr-FR", "de-AT"])).toBe("de");
    expect(pickLanguage("klingon", ["pseudo", "toString"])).toBe("en");
    expect(pickLanguage("pseudo", [])).toBe("pseudo");
    expect(languages.pseudo.offered).toBe(false);
  });
});
