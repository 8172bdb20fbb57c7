import type { Seconds } from "../domain/units.ts";

/** When an abnormal score becomes an alert, and when it is over. */
export interface AlertSettings {
  /** On-delay: judged windows above the threshold, one after the other, before an alert is raised. */
  readonly onWindows: number;
  /** Off-delay: how long the score must stay below the deadband before the alert clears. */
  readonly offSeconds: Seconds;
  /** Clears only below this share of the threshold, so that a score at the threshold does not flicker. */
  readonly deadband: number;
  /** Time constant of the severity that sets the priority. */
  readonly smoothingSeconds: Seconds;
  /** A pause in the scores longer than this starts both delays anew: what was before says nothing about now. */
  readonly pauseSeconds: Seconds;
  /** Smoothed severity (score over threshold) from which an alert is medium, and high. */
  readonly mediumFrom: number;
  readonly highFrom: number;
  /**
   * Chattering: from the `raises`-th raise `withinSeconds` on, an alert clears only after `offSeconds`. With the defaults no
   * component is raised three times in a minute, which EEMUA 191 counts as chattering.
   */
  readonly chatter: { readonly raises: number; readonly withinSeconds: Seconds; readonly offSeconds: Seconds };
  /** Shelving always has an end, and not one beyond anybody's memory. */
  readonly longestShelvingSeconds: Seconds;
}

/**
 * The same settings for a component whose windows are longer than the second they are made for, because its sensors deliver a value now
 * and then: a pause is a pause only when some values are missing, and what is over must have been over for some of them.
 */
export function settingsFor(settings: AlertSettings, windowSeconds: Seconds): AlertSettings {
  if (windowSeconds <= 1) return settings;
  const { pauseSeconds, offSeconds, smoothingSeconds, chatter } = settings;
  const windows = (seconds: Seconds, atLeast: number) => Math.max(seconds, atLeast * windowSeconds);
  return {
    ...settings,
    pauseSeconds: windows(pauseSeconds, missedWindows),
    offSeconds: windows(offSeconds, calmWindows),
    smoothingSeconds: windows(smoothingSeconds, 1),
    chatter: {
      ...chatter,
      withinSeconds: windows(chatter.withinSeconds, chatteringWindows),
      offSeconds: windows(chatter.offSeconds, settledWindows),
    },
  };
}

/** A value or two may be lost on the way. */
const missedWindows = 3.5;
/** Third in a row below the deadband; after chattering many more. Two raises within so many windows are chattering. */
const calmWindows = 2;
const settledWindows = 10;
const chatteringWindows = 20;

export const defaultAlertSettings: AlertSettings = {
  onWindows: 3,
  offSeconds: 10,
  deadband: 0.9,
  smoothingSeconds: 5,
  pauseSeconds: 60,
  mediumFrom: 1.5,
  highFrom: 3,
  chatter: { raises: 2, withinSeconds: 120, offSeconds: 60 },
  longestShelvingSeconds: 31 * 86_400,
};
