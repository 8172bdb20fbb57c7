import classes from "./TestMark.module.css";

const shapes = {
  passed: <path d="M5 12.5 10 17.5 19.5 6.5" />,
  failed: <path d="M6 21V3.5h13l-3 4.5 3 4.5H6" />,
  open: <circle cx="12" cy="12" r="8" strokeDasharray="3.5 3.6" />,
} as const;
export type Verdict = keyof typeof shapes;

/** The drawn half of a verdict on a model: a tick, a flag for the engineer, a dashed ring. A word always stands beside it. */
export function TestMark({ verdict }: { verdict: Verdict }) {
  return (
    <svg className={classes.mark} viewBox="0 0 24 24" data-verdict={verdict} aria-hidden="true">
      {shapes[verdict]}
    </svg>
  );
}
