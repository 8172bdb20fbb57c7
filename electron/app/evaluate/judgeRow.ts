import type { Judge } from "../../micromodels/judge.ts";
import type { RowWindows } from "./windowReader.ts";

/** What the model says of one window of a row. */
export interface JudgedWindow {
  /** null when its features could not be computed. */
  readonly value: number | null;
  /** False: it is no part of an alarm, whatever its value. */
  readonly judged: boolean;
  readonly above: boolean;
}

/** An alarm is raised when this many windows in a row lie above the threshold. */
export const onWindows = 3;

/** Windows in time order, through the judge that a station has for the component. */
export function judgeRow(judge: Judge, row: RowWindows, takes?: number[]): JudgedWindow[] {
  return row.values.map((values, w): JudgedWindow => {
    if (values === null) return { value: null, judged: false, above: false };
    const spectra = row.spectra[w]!.map((spectrum, channel) => ({ pointId: `channel ${channel + 1}`, spectrum }));
    const begun = performance.now();
    const { value, threshold, notJudged } = judge.judge({ values, spectra, tag: row.tag });
    takes?.push(performance.now() - begun);
    const judged = notJudged === undefined;
    return { value, judged, above: judged && value > threshold };
  });
}

/** Whether windows in time order raise an alarm: three in a row above, or all of them where there are fewer. */
export function raisesAlarm(windows: readonly JudgedWindow[]): boolean {
  const needed = Math.min(onWindows, windows.length);
  let run = 0;
  return windows.some((window) => {
    run = window.above ? run + 1 : 0;
    return needed > 0 && run >= needed;
  });
}
