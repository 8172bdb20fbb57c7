import { expect, it } from "vitest";
import { drivers } from "../../../../electron/devices/drivers.ts";
import type { SettingField } from "../../../../electron/domain/settingField.ts";
import { de } from "../../../words/de.ts";
import { en } from "../../../words/en.ts";
import { choiceWord, fieldWords, kindWords } from "./fieldWords.ts";
import { chosen, firstAnswers, isAsked, toSettings } from "./sourceAnswers.ts";

const fields: readonly SettingField[] = [
  { name: "baudRate", kind: "number", usual: 9600 },
  { name: "separator", kind: "choice", usual: "auto", choices: ["auto", ","] },
  { name: "sampleRate", kind: "number" },
];

it("begins with what the device said, otherwise with what is usual", () => {
  const answers = firstAnswers(fields, { baudRate: 4800 });
  expect(answers).toEqual({ baudRate: 4800, separator: "auto", sampleRate: undefined });
  expect(toSettings(fields, answers, { hostApi: "ALSA" })).toEqual({
    hostApi: "ALSA",
    baudRate: 4800,
    separator: "auto",
  });
});

it("sends nothing for what was emptied, also when it was given", () => {
  expect(toSettings(fields, { sampleRate: undefined, separator: "" }, { sampleRate: 100, separator: "," })).toEqual({});
});

it("gives numbers among choices back as numbers", () => {
  expect(chosen([1, 2, "auto"], "2")).toBe(2);
  expect(chosen([1, 2, "auto"], "auto")).toBe("auto");
  expect(chosen([1], "")).toBeUndefined();
});

it("asks for registers only where no ready map was chosen", () => {
  const registers: SettingField = { name: "registers", kind: "registers" };
  const map: SettingField = { name: "map", kind: "choice", choices: ["qm30vt2", "own"] };
  expect(isAsked(registers, [map, registers], { map: "qm30vt2" })).toBe(false);
  expect(isAsked(registers, [map, registers], { map: "own" })).toBe(true);
  expect(isAsked(registers, [registers], {})).toBe(true);
});

const settings = drivers.flatMap(({ kind, form }) => (form?.fields ?? []).map((field) => ({ driver: kind, ...field })));

it.each(settings)("has words for $driver/$name, in every language", ({ driver, name, kind, choices = [] }) => {
  for (const words of [en, de]) {
    expect(fieldWords(words, driver, name).label, `${driver}/${name}`).not.toBe(name);
    expect(kindWords(words, driver).label).not.toBe(driver);
    // Numbers, baud rates and names of standards speak for themselves; plain words of ours do not.
    for (const choice of kind === "choice" ? choices : []) {
      if (typeof choice === "number" || !/^[a-z][a-z ]+$/.test(choice)) continue;
      const words_ = words.sources.choices as Readonly<Record<string, string>>;
      const known = words_[`${driver}/${name}=${choice}`] ?? words_[`${name}=${choice}`];
      expect(known, `${driver}/${name}=${choice}`).toBeDefined();
      expect(choiceWord(words, driver, name, choice)).toBe(known);
    }
  }
});
