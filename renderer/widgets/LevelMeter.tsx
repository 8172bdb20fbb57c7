import classes from "./LevelMeter.module.css";
import { meterShare } from "./meterShare.ts";

interface Props {
  readonly label: string;
  /** Missing until the first level has arrived. */
  readonly rms: number | undefined;
  readonly peak: number | undefined;
}

/** A live level on a logarithmic scale: the bar is the RMS, the line the peak. */
export function LevelMeter({ label, rms, peak }: Props) {
  const bar = meterShare(rms ?? 0);
  const line = meterShare(peak ?? 0);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a meter element cannot show RMS and peak together
    <span
      className={classes.meter}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(bar * 100)}
    >
      <span className={classes.bar} style={{ transform: `scaleX(${bar})` }} />
      <span className={classes.peak} style={{ left: `${line * 100}%` }} />
    </span>
  );
}
