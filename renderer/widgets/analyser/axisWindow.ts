export const frequencyAxes = ["linear", "log"] as const;
export type FrequencyAxis = (typeof frequencyAxes)[number];

/** A stretch of an axis. */
export interface AxisWindow {
  readonly low: number;
  readonly high: number;
}

/** What a window may be: within `low … high`, never narrower than `narrowest`. */
export interface AxisLimits extends AxisWindow {
  readonly narrowest: number;
  readonly axis: FrequencyAxis;
}

/** On a logarithmic axis everything happens in logarithms, so that a pointer stays over what it points at. */
const inside = (value: number, { axis }: AxisLimits) => (axis === "log" ? Math.log(value) : value);
const outside = (value: number, { axis }: AxisLimits) => (axis === "log" ? Math.exp(value) : value);

/** Where a share (0 … 1) of the window's width lies on the axis. */
export function valueAtShare({ low, high }: AxisWindow, share: number, limits: AxisLimits): number {
  return outside(inside(low, limits) + share * (inside(high, limits) - inside(low, limits)), limits);
}

/** Moves a window back within its limits, and widens it when it is too narrow; its width stays if it can. */
export function withinLimits({ low, high }: AxisWindow, limits: AxisLimits): AxisWindow {
  const whole = { low: limits.low, high: limits.high };
  const [from, to] = [inside(low, limits), inside(high, limits)];
  const [first, last] = [inside(limits.low, limits), inside(limits.high, limits)];
  if (!(to - from < last - first)) return whole;
  const shift = Math.max(0, first - from) - Math.max(0, to - last);
  const moved = { low: outside(from + shift, limits), high: outside(to + shift, limits) };
  if (moved.high - moved.low >= limits.narrowest) return moved;
  if (limits.high - limits.low <= limits.narrowest) return whole;
  const middle = Math.max(
    limits.low + limits.narrowest / 2,
    Math.min(limits.high - limits.narrowest / 2, (moved.low + moved.high) / 2),
  );
  return { low: middle - limits.narrowest / 2, high: middle + limits.narrowest / 2 };
}

/** @param factor 2 shows half as much; @param at what keeps its place on the screen */
export function zoomWindow({ low, high }: AxisWindow, factor: number, at: number, limits: AxisLimits): AxisWindow {
  const fixed = Math.max(low, Math.min(high, at));
  const [from, still, to] = [inside(low, limits), inside(fixed, limits), inside(high, limits)];
  return withinLimits(
    { low: outside(still - (still - from) / factor, limits), high: outside(still + (to - still) / factor, limits) },
    limits,
  );
}

/** @param share of the window's width by which it moves; positive to the right */
export function panWindow({ low, high }: AxisWindow, share: number, limits: AxisLimits): AxisWindow {
  const by = share * (inside(high, limits) - inside(low, limits));
  return withinLimits(
    { low: outside(inside(low, limits) + by, limits), high: outside(inside(high, limits) + by, limits) },
    limits,
  );
}

/** The smallest move that brings a value into sight. */
export function reveal(window: AxisWindow, value: number, limits: AxisLimits): AxisWindow {
  if (value >= window.low && value <= window.high) return window;
  const width = inside(window.high, limits) - inside(window.low, limits);
  const by = inside(value, limits) - inside(value < window.low ? window.low : window.high, limits);
  return panWindow(window, by / width, limits);
}
