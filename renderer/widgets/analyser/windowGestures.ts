import type uPlot from "uplot";
import { type AxisLimits, type AxisWindow, panWindow, valueAtShare, withinLimits, zoomWindow } from "./axisWindow.ts";
import type { PlotGestures } from "./plotGestures.ts";

/** What a plot has to tell and to be told; asked anew for every gesture. */
export interface WindowedPlot {
  readonly limits: () => AxisLimits;
  readonly window: () => AxisWindow;
  readonly onPoint: (value: number) => void;
  /** undefined shows the whole axis. */
  readonly onWindow: (window: AxisWindow | undefined) => void;
}

/** Turns what hands do into a cursor and a window on the plot's axis. */
export function windowGestures(plot: uPlot, { limits, window, onPoint, onWindow }: WindowedPlot): PlotGestures {
  const valueAt = (share: number) => valueAtShare(window(), share, limits());
  return {
    point: (share) => onPoint(valueAt(share)),
    select: (from, to) => onWindow(withinLimits({ low: valueAt(from), high: valueAt(to) }, limits())),
    zoom: (factor, at) => onWindow(zoomWindow(window(), factor, valueAt(at), limits())),
    pan: (by) => onWindow(panWindow(window(), by, limits())),
    whole: () => onWindow(undefined),
    selecting: (span) => {
      const { clientWidth: width, clientHeight: height } = plot.over;
      const [from, to] = span ?? [0, 0];
      plot.setSelect({ left: Math.min(from, to) * width, top: 0, width: Math.abs(to - from) * width, height }, false);
    },
  };
}
