import type uPlot from "uplot";
import type { DeviceGap } from "../../electron/contract/devicesContract.ts";
import { millisecondsPerSecond } from "../../electron/domain/units.ts";
import type { Palette } from "../theme/palette.ts";

/** However far one zooms out, a gap is seen: in pixels of the page. */
const narrowest = 2;
const hatch = 6;
const tick = 8;

/** A loss between scores that went on: a tick at the lower edge, high enough to be seen and pointed at. */
export function markLoss(plot: uPlot, { from }: Pick<DeviceGap, "from">, palette: Palette): void {
  const { ctx, bbox } = plot;
  const x = plot.valToPos(from / millisecondsPerSecond, "x", true);
  if (x < bbox.left || x > bbox.left + bbox.width) return;
  ctx.save();
  ctx.fillStyle = palette.shape;
  ctx.fillRect(x, bbox.top + bbox.height - tick * devicePixelRatio, devicePixelRatio, tick * devicePixelRatio);
  ctx.restore();
}

/**
 * Wipes out whatever was drawn over a stretch without samples and hatches it: a line never crosses it, whatever stretch of time a row
 * of the trend stands for.
 */
export function drawGap(plot: uPlot, { from, to }: Pick<DeviceGap, "from" | "to">, palette: Palette): void {
  const { ctx, bbox } = plot;
  const at = (time: number) => plot.valToPos(time / millisecondsPerSecond, "x", true);
  const least = narrowest * devicePixelRatio;
  const left = Math.max(bbox.left, at(from));
  const right = Math.min(bbox.left + bbox.width, Math.max(at(to), at(from) + least));
  if (right - left < 1) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, bbox.top, right - left, bbox.height);
  ctx.clip();
  ctx.clearRect(left, bbox.top, right - left, bbox.height);
  ctx.strokeStyle = palette.line;
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  for (let x = left - bbox.height; x < right; x += hatch * devicePixelRatio) {
    ctx.moveTo(x, bbox.top + bbox.height);
    ctx.lineTo(x + bbox.height, bbox.top);
  }
  ctx.stroke();
  ctx.restore();
}
