import { describe, expect, it } from "vitest";
import { defaultAlertSettings, settingsFor } from "./alertSettings.ts";
import { freshAlertState } from "./alertState.ts";
import { step } from "./step.ts";

/** Scores over a threshold of 1, one every so many seconds. @returns phases after each */
function phases(every: number, values: readonly number[]) {
  const settings = settingsFor(defaultAlertSettings, every);
  let state = freshAlertState(false);
  return values.map((value, n) => {
    state = step(state, { kind: "score", time: n * every * 1000, value, threshold: 1 }, settings).state;
    return state.phase;
  });
}

describe("alerts of sensors that say something now and then", () => {
  it.each([1, 10, 100])(
    "every %d s: raised by the third value in a row, also where that takes longer than a pause",
    (every) => {
      expect(phases(every, [2, 2, 2])).toEqual(["normal", "normal", "unacknowledged"]);
      expect(phases(every, [2, 2, 0.1, 2, 2])).not.toContain("unacknowledged");
    },
  );

  it("are over when some values say so, and not by a single one", () => {
    expect(phases(100, [2, 2, 2, 0.1, 0.1]).at(-1)).toBe("unacknowledged");
    expect(phases(100, [2, 2, 2, 0.1, 0.1, 0.1]).at(-1)).toBe("returned");
  });

  it("are no different for all others", () => {
    expect(settingsFor(defaultAlertSettings, 1)).toBe(defaultAlertSettings);
  });
});
