import { expect, it } from "vitest";
import { fromField, inHours, toField, tomorrowMorning } from "./shelveTimes.ts";

const afternoon = new Date(2026, 11, 31, 14, 5).getTime();

it("writes and reads the date field in local time", () => {
  expect(toField(afternoon)).toBe("2026-12-31T14:05");
  expect(fromField("2026-12-31T14:05")).toBe(afternoon);
  expect([fromField(""), fromField("soon")]).toEqual([undefined, undefined]);
});

it("counts hours, and knows the next morning across the year", () => {
  expect(toField(inHours(afternoon, 8))).toBe("2026-12-31T22:05");
  expect(toField(tomorrowMorning(afternoon))).toBe("2027-01-01T06:00");
});
