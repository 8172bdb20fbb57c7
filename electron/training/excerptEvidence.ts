import { Fault } from "../domain/fault.ts";
import type { Seconds } from "../domain/units.ts";
import { componentFeatures } from "./componentFeatures.ts";
import { computeExcerpt } from "./computeExcerpt.ts";
import { faultTrials } from "./faultTrials.ts";
import { type Excerpt, type HeldOut, heldOut, mostParts } from "./heldOut.ts";
import { strengthsAsked } from "./smallestChange.ts";
import type { RecordedSession, TrainingRequest } from "./trainingRequest.ts";
import type { Allowance, Evidence } from "./tryKind.ts";
import { valueTrials } from "./valueTrials.ts";

/** Fewer say too little of another recipe: of one window, and of how sessions differ. */
const leastExcerpts = { windows: 20, sessions: 2 } as const;
/** A session with fewer of them says nothing of how sessions differ. */
const leastOfSession = 5;
/** Excerpts after which it is known how long one takes. */
const warmUp = 3;

/**
 * Sessions as another recipe sees them: of each the excerpts are its windows, since nothing else of it was kept as it was recorded.
 * @param evidence of the recipe by which the sessions were kept
 * @returns null when computing it takes more than it may
 * @throws Fault TOO_LITTLE_DATA with fewer excerpts than `leastExcerpts`; NOT_FOUND, BAD_INPUT for a recipe that cannot serve
 */
export function excerptEvidence(
  { set, trials, seed, budget }: Evidence,
  recipe: string,
  points: TrainingRequest["points"],
  { clock, most }: Allowance,
): Evidence | null {
  const features = componentFeatures(recipe, points);
  const recorded = set.sessions.filter(({ excerpts = [] }) => excerpts.length >= leastOfSession);
  requireExcerpts(
    recorded.map(({ excerpts = [] }) => excerpts.length),
    recipe,
  );
  const vectorOf = remembered(computeExcerpt(recipe, points));
  const excerpts = recorded.flatMap((session) => session.excerpts ?? []);
  // the level is not asked about when recipes are compared
  const inTrials =
    trials.filter(({ fault }) => fault !== "level" && fault !== "value").length * strengthsAsked * mostParts;
  if (!computesWithin(excerpts, vectorOf, inTrials, { clock, most })) return null;

  const computed = recorded.map((session) => ({ session, windows: windowsOf(session, vectorOf) }));
  const kept = computed.filter(({ windows }) => windows.length >= leastOfSession);
  const sessions = kept.map(({ session, windows }): RecordedSession => ({ ...session, windows }));
  requireExcerpts(
    sessions.map((session) => session.windows.length),
    recipe,
  );
  const parts = heldOut(sessions, vectorOf).map(oneExcerpt);
  return {
    set: { features, sessions, overlap: 1 },
    originals: kept.map(({ session }) => session),
    recipe,
    parts,
    trials: [...faultTrials(parts, points, vectorOf, seed), ...valueTrials(parts, features)],
    seed,
    budget,
  };
}

/** Computes all excerpts, unless the first ones show that they and the trials take too long. */
function computesWithin(
  excerpts: readonly Excerpt[],
  vectorOf: (excerpt: Excerpt) => Float32Array | null,
  inTrials: number,
  { clock, most }: Allowance,
): boolean {
  const begun = clock();
  let quickest: Seconds = Number.POSITIVE_INFINITY;
  let done = 0;
  for (const excerpt of excerpts) {
    const before = clock();
    vectorOf(excerpt);
    quickest = Math.min(quickest, clock() - before);
    done += 1;
    // the first ones are slow, whatever the recipe
    if (done >= warmUp && quickest * (excerpts.length - done + inTrials) > most - (clock() - begun)) return false;
  }
  return true;
}

/** These recipes cost ten times the usual one: a fault is tried on one excerpt of a part instead of some. */
function oneExcerpt(part: HeldOut): HeldOut {
  const { excerpts } = part;
  return { ...part, excerpts: excerpts.slice(excerpts.length >> 1, (excerpts.length >> 1) + 1) };
}

/** @param counts excerpts of each session @returns whether they are enough to learn from by another recipe */
export function hasExcerpts(counts: readonly number[]): boolean {
  const telling = counts.filter((count) => count >= leastOfSession);
  const found = telling.reduce((sum, count) => sum + count, 0);
  return found >= leastExcerpts.windows && telling.length >= leastExcerpts.sessions;
}

/**
 * @param counts excerpts of each session
 * @throws Fault TOO_LITTLE_DATA unless they are enough to learn from by another recipe
 */
export function requireExcerpts(counts: readonly number[], recipe: string): void {
  if (hasExcerpts(counts)) return;
  const telling = counts.filter((count) => count >= leastOfSession);
  const found = telling.reduce((sum, count) => sum + count, 0);
  throw new Fault(
    "TOO_LITTLE_DATA",
    `Features of ${recipe} are learned from recorded pieces of healthy sessions: at least ${leastExcerpts.windows} in ${leastExcerpts.sessions} sessions, but ${found} in ${telling.length} are kept. Let the component learn once more, then choose again.`,
    { details: { needed: leastExcerpts.windows, found, sessions: telling.length } },
  );
}

function windowsOf({ excerpts = [] }: RecordedSession, vectorOf: (excerpt: Excerpt) => Float32Array | null) {
  return excerpts.map(vectorOf).filter((vector) => vector !== null);
}

/** What is held out is asked for again. */
function remembered(vectorOf: (excerpt: Excerpt) => Float32Array | null): (excerpt: Excerpt) => Float32Array | null {
  const known = new WeakMap<Excerpt, Float32Array | null>();
  return (excerpt) => {
    const before = known.get(excerpt);
    if (before !== undefined) return before;
    const vector = vectorOf(excerpt);
    known.set(excerpt, vector);
    return vector;
  };
}
