import type { Format } from "./format.ts";
import type { Words } from "./words.ts";

const daysInMonth = 365.25 / 12;
const monthsInYear = 12;
/** Beyond that a number of years is a way of saying "hardly ever". */
const mostYears = 20;

/**
 * So many alarms a month in the words people count in: "1 in 5 months", "3 a week".
 * @param said `words.models.rate` for tables, `words.models.alarms` for sentences, which name what is counted
 */
export function alarmRate(said: Words["models"]["rate"], format: Format, perMonth: number): string {
  const months = 1 / perMonth;
  if (!(months <= mostYears * monthsInYear)) return said.never(format.number(mostYears));
  if (months >= 2 * monthsInYear) return said.inYears(format.number(Math.round(months / monthsInYear)));
  if (months >= 1.5) return said.inMonths(format.number(Math.round(months)));
  const perWeek = (perMonth * 7) / daysInMonth;
  if (perWeek < 0.8) return said.aMonth(format.number(Math.max(1, Math.round(perMonth))));
  if (perWeek < 6.5) return said.aWeek(format.number(Math.max(1, Math.round(perWeek))));
  return said.aDay(format.number(Math.max(1, Math.round(perWeek / 7))));
}
