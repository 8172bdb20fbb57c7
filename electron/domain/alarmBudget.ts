/** So many false alarms of one component are put up with in this time. The user states it, the threshold follows. */
export interface AlarmBudget {
  readonly alarms: number;
  readonly per: BudgetPeriod;
}

export const budgetPeriods = ["week", "month", "quarter", "year"] as const;
export type BudgetPeriod = (typeof budgetPeriods)[number];

/** At most one false alarm a month: seldom enough to be taken seriously, early enough to plan a repair. */
export const usualBudget: AlarmBudget = { alarms: 1, per: "month" };

const monthsIn: Record<BudgetPeriod, number> = { week: 7 / 30.4375, month: 1, quarter: 3, year: 12 };

/** False alarms that the budget allows in a month of running day and night. */
export function monthlyAlarms({ alarms, per }: AlarmBudget): number {
  return alarms / monthsIn[per];
}

/** How many false alarms are to be expected in a month, and within which bounds nine of ten such components lie. */
export interface ExpectedAlarms {
  readonly perMonth: number;
  readonly low: number;
  readonly high: number;
}
