import type { Point } from "../../electron/domain/plant.ts";
import type { ShownTrend } from "../live/useTrend.ts";
import { rowSeconds } from "./rowSeconds.ts";
import classes from "./Sparkline.module.css";
import { shownWindow } from "./shownWindow.ts";
import { sparkPath } from "./sparkPath.ts";

const width = 240;
const height = 44;

interface Props {
  readonly label: string;
  readonly shown: ShownTrend | undefined;
  /** Whose trend it is. */
  readonly points: readonly Point[];
}

/** 24 hours at a glance: the score's line and its threshold, no numbers. */
export function Sparkline({ label, shown, points }: Props) {
  const threshold = shown?.trend.threshold;
  const top = Math.max(...(shown?.trend.score ?? []).map((row) => row.max), (threshold ?? 1) * 1.4);
  const y = threshold === undefined ? undefined : height - (threshold / top) * height;
  return (
    <svg
      className={classes.spark}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {y !== undefined && <line x1="0" x2={width} y1={y} y2={y} className={classes.threshold} />}
      {shown !== undefined && (
        <path
          d={sparkPath(
            {
              trend: { ...shown.trend, step: rowSeconds(shown.trend, points) },
              ...shownWindow(shown.trend.score, shown.from, shown.to),
            },
            { width, height, top },
          )}
          className={classes.line}
        />
      )}
    </svg>
  );
}
