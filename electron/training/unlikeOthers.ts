import type { TrainingSet } from "../micromodels/kind.ts";
import { defaultKind } from "../micromodels/kinds.ts";
import { levelHeld } from "../micromodels/levelHeld.ts";
import { hasOnlyValues } from "../micromodels/valueModes.ts";
import { runsAlike } from "./runsAlike.ts";

/** Fewer sessions cannot outvote one of them. */
const leastSessions = 3;
/**
 * How strange a session is: its distance to the nearest other one in thresholds of a component that learned in one session, times that
 * distance over what is usual among the others. Over recordings of seven kinds of machines no healthy session that ran like another
 * one reached 2.2; of faulty sessions among healthy ones most did, a misfiring engine seldom.
 */
const strange = 2.4;
/** However far it is, where the others are not much nearer to each other they have as little in common. */
const unlikeRatio = 2;

/**
 * Sessions that are like no other one although the others agree: a fault that was taken for healthy, or another machine. A session is
 * measured by the nearest other session, each taken by itself as the healthy state: two ways of running with several sessions each
 * are near their own kind, and a strange session can neither hide in a mean nor make the others look strange.
 * Sessions that are known to run differently, by their tag or by their lines, are no rivals.
 * @returns indices of the sessions
 */
export async function unlikeOthers(set: TrainingSet, seed: number): Promise<number[]> {
  const { sessions } = set;
  if (sessions.length < leastSessions) return [];
  const nearest = await nearestLevels(set, seed);
  return sessions.flatMap((session, index) => {
    const level = nearest[index]!;
    const others = nearest.filter((_, other) => other !== index).sort((one, other) => one - other);
    const usual = others[others.length >> 1]!;
    const ratio = level / usual;
    const far = level / defaultKind.usual.oneSession;
    // two afternoons agree in their temperature to a tenth of a degree: what is usual for a value does not become strange by that
    const unlike = ratio > unlikeRatio && far * ratio > strange && (far > 1 || !hasOnlyValues(set));
    const rivals = sessions.filter((other) => other !== session);
    return unlike && runsAlike(session, rivals) ? [index] : [];
  });
}

/** Windows from the middle of a session that are enough to know it by; the cost grows with the square of the sessions. */
const mostWindows = 60;

/** Level that each session held by the model of that other session which finds it most usual, shape [sessions]. */
async function nearestLevels(set: TrainingSet, seed: number): Promise<number[]> {
  const sessions = set.sessions.map((session) => {
    const start = Math.max(0, (session.windows.length - mostWindows) >> 1);
    return { ...session, windows: session.windows.slice(start, start + mostWindows) };
  });
  const levels = sessions.map(() => Number.POSITIVE_INFINITY);
  for (const [from, session] of sessions.entries()) {
    const model = await defaultKind.fit({ ...set, sessions: [session] }, { seed });
    for (const [to, { windows }] of sessions.entries()) {
      if (to === from) continue;
      const level = levelHeld(windows.map((window) => model.score(window)));
      levels[to] = Math.min(levels[to]!, level);
    }
  }
  return levels;
}
