import type { TrainingSet } from "../micromodels/kind.ts";
import { defaultKind } from "../micromodels/kinds.ts";
import { levelHeld } from "../micromodels/levelHeld.ts";
import { runsAlike } from "./runsAlike.ts";

/** Fewer sessions cannot outvote one of them. */
const leastSessions = 3;
/**
 * Further from its nearest neighbour than this share of the threshold of a component that learned in one session, and this much further
 * than the others are from theirs. Over recordings of seven kinds of machines no healthy session that ran like another one was beyond
 * both; of faulty sessions among four healthy ones most were, a misfiring engine seldom.
 */
const farShare = 0.85;
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
    const far = level > farShare * defaultKind.usual.oneSession && level > unlikeRatio * usual;
    const rivals = sessions.filter((other) => other !== session);
    return far && runsAlike(session, rivals) ? [index] : [];
  });
}

/** Level that each session held by the model of that other session which finds it most usual, shape [sessions]. */
async function nearestLevels(set: TrainingSet, seed: number): Promise<number[]> {
  const levels = set.sessions.map(() => Number.POSITIVE_INFINITY);
  for (const [from, session] of set.sessions.entries()) {
    const model = await defaultKind.fit({ ...set, sessions: [session] }, { seed });
    for (const [to, { windows }] of set.sessions.entries()) {
      if (to === from) continue;
      const level = levelHeld(windows.map((window) => model.score(window)));
      levels[to] = Math.min(levels[to]!, level);
    }
  }
  return levels;
}
