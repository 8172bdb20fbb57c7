/**
 * What is usual for machines in general, from the development recordings: the numbers of `resources/usualMachines.ts`.
 * `npx node test/bench/fitPriors.ts [kind …]` prints JSON; every kind that watches timbre unless some are named.
 */
import { kinds } from "../../electron/micromodels/kinds.ts";
import { sessionsPerMonth } from "../../electron/micromodels/nextSession.ts";
import { pseudoMachines } from "./pseudoMachines.ts";
import { alarmShare, beyondHigh, meanOf, pseudoTasks } from "./pseudoTasks.ts";
import { nextSessionOf, usualScoresOf } from "./usualOf.ts";

const wanted = process.argv.slice(2);
const machines = pseudoMachines();
const chosen = kinds.filter(
  ({ kind, watches }) => watches === "timbre" && (wanted.length === 0 || wanted.includes(kind)),
);
for (const kind of chosen) {
  // training a network costs a second
  const most = kind.triedFrom ? 1 : 6;
  const tasks = new Map(
    await Promise.all(
      [1, 2, 3, 5].map(async (sessions) => [sessions, await pseudoTasks(kind, machines, sessions, most)] as const),
    ),
  );
  const rates = [...tasks].map(([sessions, of]) => ({
    sessions,
    tasks: of.length,
    falseAlarms: alarmShare(of, "healthy"),
    hits: alarmShare(of, "faulty"),
    // what was promised, on the scale of falseAlarms, and how many components break the upper end of their interval: 5 % should
    expected: meanOf(of.map(({ expected }) => expected.perMonth / sessionsPerMonth)),
    beyond: beyondHigh(of),
  }));
  console.log(
    JSON.stringify({ kind: kind.kind, scores: usualScoresOf(tasks), nextSession: nextSessionOf(tasks), rates }),
  );
}
const states = machines.flatMap(({ states, faultsOnly }) =>
  [...states.keys()].filter((state) => !faultsOnly.has(state)),
);
console.log(JSON.stringify({ families: new Set(machines.map(({ family }) => family)).size, machines: states.length }));
