import type { ExpectedAlarms } from "../../domain/alarmBudget.ts";

const daysPerMonth = 30.4375;
/** So seldom would chance alone bring as many alerts. */
const chance = 0.01;
/** One alert may be a fault, which is what the model is there for. */
const fewest = 2;

/**
 * Whether so many alerts are more than the false alarms that a model is expected to raise: less likely than 1 % even at the upper bound
 * of what is expected, when false alarms come independently of each other (Poisson).
 */
export function isMoreThanExpected(alerts: number, days: number, { high }: ExpectedAlarms): boolean {
  if (alerts < fewest) return false;
  const mean = (high * days) / daysPerMonth;
  let fewer = 0;
  let term = Math.exp(-mean);
  for (let count = 0; count < alerts; count++) {
    fewer += term;
    term *= mean / (count + 1);
  }
  return 1 - fewer < chance;
}
