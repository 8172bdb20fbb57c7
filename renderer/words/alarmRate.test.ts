import { expect, it } from "vitest";
import { monthlyAlarms } from "../../electron/domain/alarmBudget.ts";
import { alarmRate } from "./alarmRate.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { makeFormat } from "./format.ts";

const english = makeFormat(en, "en-GB");
const say = (perMonth: number) => alarmRate(en.models.rate, english, perMonth);

it("says how often in the span that people count in", () => {
  expect([1 / 300, 1 / 60, 1 / 5, 1 / 1.6, 1, 3, 4.35, 13, 30.4, 90].map(say)).toEqual([
    "less than 1 in 20 years",
    "1 in 5 years",
    "1 in 5 months",
    "1 in 2 months",
    "1 a month",
    "3 a month",
    "1 a week",
    "3 a week",
    "1 a day",
    "3 a day",
  ]);
});

it("says what no alarm at all is, and never a rate that is no number", () => {
  expect([0, Number.NaN].map(say)).toEqual(["less than 1 in 20 years", "less than 1 in 20 years"]);
});

it("says a budget as it was chosen", () => {
  expect(say(monthlyAlarms({ alarms: 1, per: "week" }))).toBe("1 a week");
  expect(say(monthlyAlarms({ alarms: 1, per: "month" }))).toBe("1 a month");
  expect(say(monthlyAlarms({ alarms: 1, per: "quarter" }))).toBe("1 in 3 months");
  expect(say(monthlyAlarms({ alarms: 1, per: "year" }))).toBe("1 in 12 months");
});

it("never grows when alarms become rarer", () => {
  const ladder = Array.from({ length: 200 }, (_, step) => 100 / 1.05 ** step);
  const said = ladder.map(say);
  expect(new Set(said).size).toBe(said.filter((text, index) => text !== said[index - 1]).length);
});

it("names what is counted in a sentence, in either language", () => {
  expect(alarmRate(en.models.alarms, english, 0.2)).toBe("1 false alarm in 5 months");
  expect(alarmRate(de.models.alarms, makeFormat(de, "de-DE"), 0.2)).toBe("1 Fehlalarm in 5 Monaten");
});
