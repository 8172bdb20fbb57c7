import type { TestReport } from "../domain/reportCard.ts";
import type { Micromodel, MicromodelKind, TrainingSet } from "../micromodels/kind.ts";
import type { FaultTrial } from "./faultTrials.ts";
import { isFound, middling, severitiesOf, smallestChange, type TrialMember } from "./smallestChange.ts";
import type { TriedKind } from "./tryKind.ts";

/** Further seeds that a kind with chance in it is fitted with. */
const otherSeeds = [1, 2];
/** Windows compared between seeds. */
const mostCompared = 100;

export interface TestFindings {
  readonly test: TestReport;
  /** Share of the middling pseudo-faults that are found; missing where there was no recording to try them on. */
  readonly found: number | undefined;
}

/** What the members find together, by evidence that needs no fault. */
export async function testModel(
  timbre: TriedKind,
  members: readonly TrialMember[],
  trials: readonly FaultTrial[],
  set: TrainingSet,
  seed: number,
): Promise<TestFindings> {
  const { kind, model, calibration } = timbre;
  const { threshold, heldOut } = calibration;
  const windows = set.sessions.flatMap((session) => session.windows);
  const scores = windows.map((window) => model.score(window)).sort((one, other) => one - other);
  const control = trials[0] ? severitiesOf(trials[0], 0, members) : [];
  const found = trials.filter((trial) => isFound(trial, middling, members)).length;
  return {
    found: trials.length > 0 ? found / trials.length : undefined,
    test: {
      trained: scores[scores.length >> 1]! / threshold,
      heldOut: heldOut.median / threshold,
      heldOutHighest: heldOut.max / threshold,
      seedSpread: await seedSpread(kind, set, seed, model),
      control: control.length > 0 ? control.filter((severity) => severity > 1).length / control.length : 0,
      smallest: trials.map((trial) => {
        return { fault: trial.fault, low: trial.low, high: trial.high, change: smallestChange(trial, members) };
      }),
    },
  };
}

/** Largest relative difference of the score of a window between models of different seeds. */
async function seedSpread(kind: MicromodelKind, set: TrainingSet, seed: number, model: Micromodel): Promise<number> {
  const windows = set.sessions.flatMap((session) => session.windows);
  const step = Math.max(1, Math.floor(windows.length / mostCompared));
  const compared = windows.filter((_, index) => index % step === 0);
  let widest = 0;
  for (const other of otherSeeds) {
    const rival = await kind.fit(set, { seed: seed + other });
    for (const window of compared) {
      const [one, two] = [model.score(window), rival.score(window)];
      if (one !== two) widest = Math.max(widest, Math.abs(one - two) / Math.max(one, two));
    }
    // a kind without chance in it says the same every time
    if (widest === 0) return 0;
  }
  return widest;
}
