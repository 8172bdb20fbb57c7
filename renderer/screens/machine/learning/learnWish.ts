import type { Seconds } from "../../../../electron/domain/units.ts";

export const learnSteps = ["objective", "data", "technique", "help", "train", "deploy"] as const;
export type LearnStepName = (typeof learnSteps)[number];

/** What somebody has chosen so far for the next learning of a component; kept, so that it can be left and resumed. */
export interface LearnWish {
  readonly opened: boolean;
  /** The step whose choices are shown. */
  readonly step: LearnStepName | null;
  /** Missing: as long as usual. */
  readonly seconds: Seconds | null;
  readonly startOver: boolean;
  /** How the machine runs meanwhile, in the words of its people; empty: not said. */
  readonly mode: string;
}

export const freshWish: LearnWish = { opened: false, step: null, seconds: null, startOver: false, mode: "" };

/** Whatever a browser has kept: what does not fit is as if nothing was chosen. */
export function readWish(kept: string | null): LearnWish {
  try {
    const read: unknown = JSON.parse(kept ?? "null");
    if (typeof read !== "object" || read === null) return freshWish;
    const { opened, step, seconds, startOver, mode } = read as Record<string, unknown>;
    return {
      opened: opened === true,
      step: learnSteps.find((name) => name === step) ?? null,
      seconds: typeof seconds === "number" && seconds >= 20 && seconds <= 86_400 ? seconds : null,
      startOver: startOver === true,
      mode: typeof mode === "string" ? mode.slice(0, 120) : "",
    };
  } catch {
    return freshWish;
  }
}
