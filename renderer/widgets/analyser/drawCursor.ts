import type uPlot from "uplot";

/** One line of a cursor with the point it reads. */
export interface DrawnMark {
  readonly at: number;
  readonly value: number | undefined;
  readonly text: string;
  /** The line itself, not one that follows from it. */
  readonly main: boolean;
}

/** Draws the marks of a cursor over a plot, in device pixels. */
export function drawCursor(plot: uPlot, marks: readonly DrawnMark[], colour: string): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.font = `${11 * ratio}px system-ui, sans-serif`;
  ctx.textBaseline = "top";
  ctx.textAlign = "left";
  // Texts that would lie on each other are left out; the list beside the plot has them all.
  let free = Number.NEGATIVE_INFINITY;
  for (const { at, value, text, main } of marks) {
    const x = plot.valToPos(at, "x", true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.lineWidth = (main ? 1.5 : 1) * ratio;
    ctx.setLineDash(main ? [] : [4 * ratio, 4 * ratio]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    if (text !== "" && x >= free) {
      ctx.fillText(text, x + 3 * ratio, bbox.top + 2 * ratio);
      free = x + (8 * ratio + ctx.measureText(text).width);
    }
    if (value === undefined) continue;
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.arc(x, plot.valToPos(value, "y", true), 3.5 * ratio, 0, 2 * Math.PI);
    ctx.stroke();
  }
  ctx.restore();
}
