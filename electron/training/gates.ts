import { monthlyAlarms } from "../domain/alarmBudget.ts";
import type { Gate, ReportCard } from "../domain/reportCard.ts";

/** Seconds that say something new. The shortest learning a person can ask for is 20 s, of which a few may be unusable. */
const enoughSeconds = 15;
/**
 * Held-out median over trained median of the score. Healthy sessions of one machine that differ in load reach 3; beyond it a model
 * knows its training windows by heart, or the sessions have nothing in common.
 */
const widestGap = 4;
/** Largest relative difference of a score between seeds: a model that is a matter of luck to this degree moves alarms across the threshold. */
const luckiest = 0.25;
/** Share of the middling pseudo-faults that are found, less what chance finds. Half of them: a model that misses more is as good as deaf. */
const leastFound = 0.5;

/**
 * An expected rate of false alarms may lie this much above the budget: it is known to a factor of a few only, and a second learning
 * within the hour, which teaches little of how days differ, moves it by a third.
 */
const rateTolerance = 2;

/** What the gates look at. */
export type GateFindings = Pick<ReportCard, "data" | "test" | "threshold" | "budget"> & {
  /** Of the middling pseudo-faults, 0…1; missing where there was no recording to try them on. */
  readonly found: number | undefined;
};

/**
 * What a model must show before it goes into service without an engineer's word. One session alone passes: how the next day differs is
 * then not known, which its threshold allows for and the card says. Without excerpts "sees faults" is not asked.
 */
export function gatesOf({ data, test, threshold, budget, found }: GateFindings): Gate[] {
  const gap = test.trained > 0 ? test.heldOut / test.trained : Number.MAX_VALUE;
  const unlike = data.sessions.filter(({ leftOut }) => leftOut === "unlike the others").length;
  const allowed = rateTolerance * monthlyAlarms(budget);
  const gates: Gate[] = [
    atLeast("enough data", data.duration, enoughSeconds),
    atMost("small gap", gap, widestGap),
    atMost("stable", test.seedSpread, luckiest),
    ...(found === undefined ? [] : [atLeast("sees faults", Math.max(0, found - test.control), leastFound)]),
    atMost("sessions agree", unlike, 0),
    atMost("budget met", threshold.expected.perMonth, allowed),
  ];
  return gates;
}

/** Whether the model may go into service without an engineer's word. */
export function passes(card: Pick<ReportCard, "gates">): boolean {
  return card.gates.every((gate) => gate.passed);
}

function atLeast(name: Gate["name"], found: number, wanted: number): Gate {
  return { name, passed: found >= wanted, found, wanted };
}

function atMost(name: Gate["name"], found: number, wanted: number): Gate {
  // the last digit of a sum of rates is no reason to refuse
  return { name, passed: found <= wanted * (1 + 1e-9), found, wanted };
}
