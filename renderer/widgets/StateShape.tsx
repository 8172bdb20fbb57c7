import type { ReactNode } from "react";
import type { HealthState } from "../../electron/domain/assessment.ts";
import classes from "./StateShape.module.css";

interface Props {
  readonly state: HealthState;
  /** Filled and slowly pulsing until somebody has acknowledged. */
  readonly unacknowledged?: boolean;
  /** 0…1: how far the ring of a learning component is filled. */
  readonly progress?: number | undefined;
}

const ringLength = 2 * Math.PI * 9;
const octagon = "8.3,2 15.7,2 22,8.3 22,15.7 15.7,22 8.3,22 2,15.7 2,8.3";

function outline(state: HealthState, progress: number): ReactNode {
  switch (state) {
    case "alarm":
      return <polygon points={octagon} />;
    case "warning":
      return <polygon points="12,2.5 22.5,21 1.5,21" />;
    case "watch":
      return <polygon points="12,1.5 22.5,12 12,22.5 1.5,12" />;
    case "sensor trouble":
      return (
        <>
          <circle cx="12" cy="12" r="10" />
          <path className={classes.mark} d="M6 6 18 18M18 6 6 18" />
        </>
      );
    case "learning":
      return (
        <>
          <circle cx="12" cy="12" r="9" className={classes.track} />
          <circle
            cx="12"
            cy="12"
            r="9"
            className={classes.filling}
            strokeDasharray={`${progress * ringLength} ${ringLength}`}
            transform="rotate(-90 12 12)"
          />
        </>
      );
    case "not judged":
      return <circle cx="12" cy="12" r="9" strokeDasharray="3.5 3.6" />;
    case "shelved":
      return <path className={classes.bars} d="M8.5 5V19M15.5 5V19" />;
    case "out of service":
      return (
        <path d="M20.5 6.2a5 5 0 0 1-6.6 6L6.6 19.6a2 2 0 0 1-2.9-2.9l7.4-7.3a5 5 0 0 1 6-6.6L14 6l.6 3.4L18 10z" />
      );
    case "as usual":
      return <circle cx="12" cy="12" r="9" className={classes.thin} />;
  }
}

/** The drawn half of the state language; the word always stands beside it, so the shape itself is silent. */
export function StateShape({ state, unacknowledged = false, progress = 0 }: Props) {
  return (
    <svg
      className={classes.shape}
      viewBox="-2 -2 28 28"
      data-state={state}
      data-unacknowledged={unacknowledged || undefined}
      aria-hidden="true"
    >
      {unacknowledged && (
        <g className={classes.second} transform="translate(12 12) scale(1.4) translate(-12 -12)">
          {outline(state, progress)}
        </g>
      )}
      <g className={classes.first}>{outline(state, progress)}</g>
    </svg>
  );
}
