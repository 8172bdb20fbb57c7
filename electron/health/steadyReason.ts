import type { NotJudgedReason } from "../domain/assessment.ts";

/** Why a component is not judged, after a moment's thought: one odd window changes nothing. */
export interface SteadyReason {
  /** What is shown; missing while the component is judged. */
  readonly shown?: NotJudgedReason | undefined;
  /** The last windows, newest last: their reasons, undefined for a judged one. */
  readonly recent: readonly (NotJudgedReason | undefined)[];
}

/** So many windows in a row make a change: a machine that starts or stops is in neither state for a second or two. */
const steadyWindows = 3;

export const judgedSoFar: SteadyReason = { recent: [] };

/**
 * Follows the windows of a component: it counts as not judged after three windows in a row that are not, for the reason of the
 * newest, and as judged again after three that are. Another reason takes over once it has held for three.
 */
export function followReason(before: SteadyReason, reason: NotJudgedReason | undefined): SteadyReason {
  const recent = [...before.recent, reason].slice(-steadyWindows);
  if (recent.length < steadyWindows) return { ...before, recent };
  const holds = recent.every((each) => each === reason);
  const unjudged = recent.every((each) => each !== undefined);
  const shown = holds || (unjudged && before.shown === undefined) ? reason : before.shown;
  return { shown, recent };
}
