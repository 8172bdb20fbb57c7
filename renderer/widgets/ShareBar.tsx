import classes from "./ShareBar.module.css";

interface Props {
  /** Length of the bar against the whole width: 0…1; null: nothing was found, however far the scale goes. */
  readonly share: number | null;
  /** Where a line stands across it: 0…1. */
  readonly line?: number | undefined;
}

const width = 200;
const height = 14;

/** One plain bar; what it says stands in words beside it. */
export function ShareBar({ share, line }: Props) {
  const length = Math.min(1, Math.max(0, share ?? 1)) * width;
  return (
    <svg className={classes.bar} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <line className={classes.axis} x1="0" y1={height - 1} x2={width} y2={height - 1} />
      {share === null ? (
        <line className={classes.blind} x1="0" y1={height / 2} x2={width} y2={height / 2} />
      ) : (
        <rect className={classes.value} x="0" y="2" width={length} height={height - 4} />
      )}
      {line !== undefined && <line className={classes.limit} x1={line * width} y1="0" x2={line * width} y2={height} />}
    </svg>
  );
}
