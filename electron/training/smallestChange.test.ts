import { describe, expect, it } from "vitest";
import type { FaultTrial } from "./faultTrials.ts";
import { isFound, severitiesOf, smallestChange, strengths, type TrialMember } from "./smallestChange.ts";

/** Windows whose only feature is the strength of the fault, a little more in some than in others. */
function trialOf(offsets: readonly number[], parts = 1): FaultTrial {
  return {
    fault: "tone",
    windows: (change) => offsets.map((offset, n) => ({ part: n % parts, values: Float32Array.of(change + offset) })),
  };
}

const model = { score: (values: Float32Array) => values[0]!, explain: () => [] };
const member = (threshold: number, change: Partial<TrialMember> = {}): TrialMember => {
  return { models: [model], threshold, smooth: false, ...change };
};

describe("smallestChange", () => {
  it("is the weakest of the strengths tried whose windows mostly lie above the threshold", () => {
    const trial = trialOf([-0.6, 0.1, 0.2]);
    for (let threshold = 0; threshold < 25; threshold += 0.7) {
      const wanted = strengths.find((change) => isFound(trial, change, [member(threshold)])) ?? null;
      expect(smallestChange(trial, [member(threshold)]), `threshold ${threshold}`).toBe(wanted);
    }
    expect(smallestChange(trial, [member(4)])).toBe(4);
    expect(smallestChange(trial, [member(21.5)])).toBeNull();
  });

  it("asks for most of the windows, not for one or all", () => {
    expect(isFound(trialOf([5, -9, -9]), 3, [member(4)])).toBe(false);
    expect(isFound(trialOf([5, 5, -9]), 3, [member(4)])).toBe(true);
    expect(isFound(trialOf([5, -9]), 3, [member(4)])).toBe(false);
    expect(isFound(trialOf([]), 3, [member(4)])).toBe(false);
  });

  it("lets the member speak that finds it most unusual, by its own threshold and on the model of the part", () => {
    const deaf = { score: () => 0, explain: () => [] };
    expect(severitiesOf(trialOf([0, 0], 2), 6, [member(3, { models: [model, deaf] })])).toEqual([2, 0]);
    expect(severitiesOf(trialOf([0]), 6, [member(3), member(2)])).toEqual([3]);
  });

  it("shows a slow member the median of the windows of a part", () => {
    expect(severitiesOf(trialOf([-6, 0, 30]), 6, [member(3, { smooth: true })])).toEqual([2, 2, 2]);
  });
});
