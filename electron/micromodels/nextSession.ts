import { type AlarmBudget, type ExpectedAlarms, monthlyAlarms, usualBudget } from "../domain/alarmBudget.ts";
import { normalQuantile, normalShare } from "./normalQuantile.ts";

/** A machine is in a new state of load, temperature and wear about once a day: so often a healthy session can be unlike the learned. */
const sessionsPerMonth = 30.4375;
/** Deviation of the logarithm of the level that a healthy session of a component holds, from session to session. */
const usualSpread = 0.25;
/** Deviation of the logarithm of a threshold that was set from so many occasions: what the interval of the expected rate is for. */
const uncertainty = (occasions: number) => 0.35 / Math.sqrt(occasions);

/** Chance that one healthy session raises an alarm, for a budget that is spent exactly. */
export function chanceFor(budget: AlarmBudget): number {
  return Math.min(0.5, monthlyAlarms(budget) / sessionsPerMonth);
}

/** How much higher the threshold for this budget lies than for the usual one; grows as the budget gets stricter. */
export function stretchFor(budget: AlarmBudget): number {
  return Math.exp(usualSpread * (normalQuantile(chanceFor(usualBudget)) - normalQuantile(chanceFor(budget))));
}

/** Windows in a row before there is an alarm: 3, and more for budgets stricter than the usual one. */
export function persistenceFor(budget: AlarmBudget): number {
  const stricter = monthlyAlarms(usualBudget) / monthlyAlarms(budget);
  return Math.min(60, Math.max(3, Math.round(3 * Math.sqrt(stricter))));
}

/** @param usual threshold at which the usual budget would be spent exactly */
export function expectedAlarms(
  budget: AlarmBudget,
  threshold: number,
  usual: number,
  occasions: number,
): ExpectedAlarms {
  const z = Math.log(threshold / usual) / usualSpread - normalQuantile(chanceFor(usualBudget));
  const rate = (shift: number) => sessionsPerMonth * (1 - normalShare(z + shift));
  const shift = (1.645 * uncertainty(occasions)) / usualSpread;
  return { perMonth: Math.min(monthlyAlarms(budget), rate(0)), low: rate(shift), high: rate(-shift) };
}
