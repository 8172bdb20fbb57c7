import type { ShownTrend } from "../live/useTrend.ts";

/** SVG path of the largest score in every step; a stretch without rows starts a new piece. */
export function sparkPath(
  { trend, from, to }: ShownTrend,
  { width, height, top }: { readonly width: number; readonly height: number; readonly top: number },
): string {
  let path = "";
  let before: number | undefined;
  for (const row of trend.score) {
    const x = ((row.time - from) / (to - from)) * width;
    const y = height - (Math.min(row.max, top) / top) * height;
    const joined = before !== undefined && row.time - before <= trend.step * 1900;
    path += `${joined ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
    before = row.time;
  }
  return path;
}
