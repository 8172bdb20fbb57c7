import type { TrainingSession, TrainingSet } from "../micromodels/kind.ts";
import { defaultKind } from "../micromodels/kinds.ts";
import { levelHeld } from "../micromodels/levelHeld.ts";
import { learnModes, recognise } from "../micromodels/operatingModes.ts";

/** Fewer sessions cannot outvote one of them. */
const leastSessions = 3;
/** Further from its nearest neighbour than this, in the threshold of a component that learned in one session. */
const farShare = 1;
/** And this much further than the others are from theirs. */
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
    return far && !runsDifferently(session, sessions) ? [index] : [];
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

/** Its median spectrum and tag are those of a way of running that no other session shows. */
function runsDifferently(session: TrainingSession, sessions: readonly TrainingSession[]): boolean {
  const others = sessions.filter((other) => other !== session);
  const spectra = Object.entries(session.spectra ?? {}).map(([pointId, { top, middle }]) => {
    return { pointId, spectrum: { top, levels: middle } };
  });
  return recognise(learnModes({ sessions: others }), { spectra, tag: session.tag }).state !== "known";
}
