import type { Decibels } from "../domain/units.ts";
import type { Micromodel } from "../micromodels/kind.ts";
import type { FaultTrial, TrialWindow } from "./faultTrials.ts";

/** Strengths that are tried: closer together where a small step counts. */
export const strengths: readonly Decibels[] = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 21];
/** As many of them are asked about, by halving and for the middling one. */
export const strengthsAsked = 5;
/** A fault this strong is plain to hear beside the healthy machine, and faint from across the hall. */
export const middling: Decibels = 10;
/** What a fault counts as that is not found at any strength tried. */
export const beyond: Decibels = 24;

/** One member in trial: models that have not seen the part of their index, and the threshold it will serve with. */
export interface TrialMember {
  readonly models: readonly Micromodel[];
  readonly threshold: number;
  /** It scores the median of the windows of a part rather than each. */
  readonly smooth: boolean;
}

/** Score over threshold of each window with this fault, by the member that finds it most unusual. */
export function severitiesOf(trial: FaultTrial, change: Decibels, members: readonly TrialMember[]): number[] {
  const windows = trial.windows(change);
  return windows.map((window) =>
    members.reduce((worst, member) => {
      const values = member.smooth ? medianOf(windows, window.part) : window.values;
      return Math.max(worst, member.models[window.part]!.score(values) / member.threshold);
    }, 0),
  );
}

/** Whether most of the windows with this fault lie above the threshold of a member: then an alarm follows within a few of them. */
export function isFound(trial: FaultTrial, change: Decibels, members: readonly TrialMember[]): boolean {
  const severities = severitiesOf(trial, change, members);
  return 2 * severities.filter((severity) => severity > 1).length > severities.length;
}

/** The weakest of the strengths that is found, by halving: a stronger fault is no harder to find. null: none. */
export function smallestChange(trial: FaultTrial, members: readonly TrialMember[]): Decibels | null {
  let missed = -1;
  let found = strengths.length;
  while (found - missed > 1) {
    const middle = (found + missed) >> 1;
    if (isFound(trial, strengths[middle]!, members)) found = middle;
    else missed = middle;
  }
  return strengths[found] ?? null;
}

function medianOf(windows: readonly TrialWindow[], part: number): Float32Array {
  const own = windows.filter((window) => window.part === part);
  return own[0]!.values.map((_, j) => {
    const column = own.map(({ values }) => values[j]!).sort((one, other) => one - other);
    return (column[(column.length - 1) >> 1]! + column[column.length >> 1]!) / 2;
  });
}
