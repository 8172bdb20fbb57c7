import { usualMachines } from "../../resources/usualMachines.ts";
import { type AlarmBudget, type ExpectedAlarms, monthlyAlarms, usualBudget } from "../domain/alarmBudget.ts";
import type { Seconds } from "../domain/units.ts";
import { normalQuantile, normalShare } from "./normalQuantile.ts";

/**
 * A machine is found in a new state about once a week: other load, weather, oil, something rebuilt. Until then it is like the last
 * session; so a false alarm is a matter of sessions, and not of seconds.
 */
export const sessionsPerMonth = 30.4375 / 7;
const secondsPerMonth = 30.4375 * 86_400;
const windowsInARow = 3;
const mostInARow = 60;
/** Half of those rates that lie outside a two-sided interval of 90 %. */
const outside = 0.05;

const { chance, between, within } = usualMachines.nextSession;
/** Deviation of the logarithm of the level that a healthy session holds, over machines and their sessions. */
const spread = Math.hypot(between, within);

/** Chance that the next healthy session breaks the usual threshold after so many occasions. */
function usualChance(occasions: number): number {
  // of k + 1 sessions that are like each other each is the worst with the same chance; the margin leaves a share of that
  return occasions > 1 ? chance.shareOfWorst / (occasions + 1) : chance.oneSession;
}

/** How much higher the threshold for this budget lies than for the usual one; grows as the budget gets stricter. */
export function stretchFor(budget: AlarmBudget): number {
  const allowed = (chance.oneSession * monthlyAlarms(budget)) / monthlyAlarms(usualBudget);
  return Math.exp(spread * (normalQuantile(1 - Math.min(0.5, allowed)) - normalQuantile(1 - chance.oneSession)));
}

/**
 * Windows in a row before there is an alarm: 3, and more for budgets stricter than the usual one, of a second each. Of longer windows
 * as many as take that time, but not fewer than 3: one wrong reading is none.
 */
export function persistenceFor(budget: AlarmBudget, windowSeconds: Seconds = 1): number {
  const stricter = monthlyAlarms(usualBudget) / monthlyAlarms(budget);
  const seconds = Math.min(mostInARow, Math.max(windowsInARow, Math.round(windowsInARow * Math.sqrt(stricter))));
  return Math.max(windowsInARow, Math.ceil(seconds / windowSeconds));
}

/**
 * The level that windows of one session hold for three in a row once a month, taken as normal and independent: a few minutes of
 * listening have not shown it yet.
 * @param scores of healthy windows of the session, by a model that had not seen them
 */
export function levelInAMonth(scores: readonly number[]): number {
  if (scores.length < 2) return 0;
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const deviation = Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (scores.length - 1));
  const share = (1 / secondsPerMonth) ** (1 / windowsInARow);
  return mean + normalQuantile(1 - share) * deviation;
}

/**
 * False alarms in a month, and the bounds between which it lies for nine of ten components: machines differ in how much they wander
 * (`between`), and that of this one is hardly known. Whether the held-out sessions differed much makes no difference: a model damps
 * the directions in which they did.
 */
export function expectedAlarms(occasions: number, budget: AlarmBudget): ExpectedAlarms {
  const distance = spread * normalQuantile(1 - usualChance(occasions)) + Math.log(stretchFor(budget));
  const ofMachine = -normalQuantile(outside) * between;
  const rate = (z: number) => sessionsPerMonth * (1 - normalShare(z));
  return {
    perMonth: rate(distance / spread),
    low: rate((distance + ofMachine) / within),
    high: rate((distance - ofMachine) / within),
  };
}
