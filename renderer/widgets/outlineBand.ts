import type uPlot from "uplot";
import type { Deviation } from "../../electron/domain/alert.ts";

/** Outlines the band that deviates most from healthy over a spectrum plot. */
export function outlineBand(plot: uPlot, band: Pick<Deviation, "low" | "high">, colour: string): void {
  const { ctx, bbox } = plot;
  const left = Math.max(bbox.left, plot.valToPos(band.low, "x", true));
  const right = Math.min(bbox.left + bbox.width, plot.valToPos(band.high, "x", true));
  if (right <= left) return;
  ctx.save();
  ctx.fillStyle = colour;
  ctx.globalAlpha = 0.14;
  ctx.fillRect(left, bbox.top, right - left, bbox.height);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.strokeRect(left, bbox.top, right - left, bbox.height);
  ctx.restore();
}
