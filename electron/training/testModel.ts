import type { TestReport } from "../domain/reportCard.ts";
import type { Micromodel, MicromodelKind } from "../micromodels/kind.ts";
import { isFound, middling, severitiesOf, smallestChange, type TrialMember } from "./smallestChange.ts";
import type { Evidence, TriedKind } from "./tryKind.ts";

/** Further seeds that a kind with chance in it is fitted with. */
const otherSeeds = [1, 2];
/** Windows compared between seeds. */
const mostCompared = 100;

export interface TestFindings {
  readonly test: TestReport;
  /** Share of the middling pseudo-faults that are found; missing where there was no recording to try them on. */
  readonly found: number | undefined;
}

/**
 * What the members find together, by evidence that needs no fault.
 * @param members that of `timbre` first
 */
export async function testModel(
  timbre: TriedKind,
  members: readonly TrialMember[],
  evidence: Evidence,
): Promise<TestFindings> {
  const { set, parts, trials } = evidence;
  const { kind, model, member } = timbre;
  const { threshold } = member;
  const windows = set.sessions.flatMap((session) => session.windows);
  const scores = sorted(windows.map((window) => model.score(window)));
  const unseen = sorted(
    parts.flatMap((part, index) => part.windows.map((window) => member.models[index]!.score(window))),
  );
  const control = trials[0] ? severitiesOf(trials[0], 0, members) : [];
  const found = trials.filter((trial) => isFound(trial, middling, members)).length;
  return {
    found: trials.length > 0 ? found / trials.length : undefined,
    test: {
      trained: scores[scores.length >> 1]! / threshold,
      heldOut: unseen[unseen.length >> 1]! / threshold,
      heldOutHighest: unseen.at(-1)! / threshold,
      seedSpread: await seedSpread(kind, evidence, model, threshold),
      control: control.length > 0 ? control.filter((severity) => severity > 1).length / control.length : 0,
      smallest: trials.map((trial) => {
        const { fault, low, high, pointId, perDecibel } = trial;
        const change = smallestChange(trial, members);
        if (pointId === undefined) return { fault, low, high, change };
        if (perDecibel === undefined) return { fault, pointId, change };
        return { fault, pointId, change, amount: change && change * perDecibel };
      }),
    },
  };
}

/** Largest difference of the score of a window between models of different seeds, as a share of the threshold. */
async function seedSpread(
  kind: MicromodelKind,
  { set, seed }: Evidence,
  model: Micromodel,
  threshold: number,
): Promise<number> {
  const windows = set.sessions.flatMap((session) => session.windows);
  const step = Math.max(1, Math.floor(windows.length / mostCompared));
  const compared = windows.filter((_, index) => index % step === 0);
  let widest = 0;
  for (const other of otherSeeds) {
    const rival = await kind.fit(set, { seed: seed + other });
    for (const window of compared) widest = Math.max(widest, Math.abs(model.score(window) - rival.score(window)));
    // a kind without chance in it says the same every time
    if (widest === 0) return 0;
  }
  return widest / threshold;
}

function sorted(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort();
}
