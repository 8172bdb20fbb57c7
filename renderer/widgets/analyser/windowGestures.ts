import type uPlot from "uplot";
import { type AxisLimits, type AxisWindow, panWindow, valueAtShare, withinLimits, zoomWindow } from "./axisWindow.ts";
import type { PlotGestures } from "./plotGestures.ts";

/** What a plot has to tell and to be told; asked anew for every gesture. */
export interface WindowedPlot {
  readonly limits: () => AxisLimits;
  readonly window: () => AxisWindow;
  readonly onPoint: (value: number) => void;
  /**
   * Told how the window follows from the one before, and not what it is: two fingers ask twice before anything is drawn.
   * A window of undefined is the whole axis.
   */
  readonly onWindow: (next: (before: AxisWindow) => AxisWindow | undefined) => void;
}

/** Turns what hands do into a cursor and a window on the plot's axis. */
export function windowGestures(plot: uPlot, { limits, window, onPoint, onWindow }: WindowedPlot): PlotGestures {
  const valueAt = (shown: AxisWindow, share: number) => valueAtShare(shown, share, limits());
  return {
    point: (share) => onPoint(valueAt(window(), share)),
    select: (from, to) =>
      onWindow((before) => withinLimits({ low: valueAt(before, from), high: valueAt(before, to) }, limits())),
    zoom: (factor, at) => onWindow((before) => zoomWindow(before, factor, valueAt(before, at), limits())),
    pan: (by) => onWindow((before) => panWindow(before, by, limits())),
    whole: () => onWindow(() => undefined),
    selecting: (span) => {
      const { clientWidth: width, clientHeight: height } = plot.over;
      const [from, to] = span ?? [0, 0];
      plot.setSelect({ left: Math.min(from, to) * width, top: 0, width: Math.abs(to - from) * width, height }, false);
    },
  };
}
