import type { ModelSummary } from "../../../electron/contract/modelsContract.ts";
import type { ReportCard } from "../../../electron/domain/reportCard.ts";
import { Panel } from "../../widgets/Panel.tsx";
import { alarmRate } from "../../words/alarmRate.ts";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Models.module.css";
import { millisecondsPerDay } from "./modelRows.ts";

/** Below this share the words for the measured part do not fit beside its bar. */
const allMeasured = 0.995;

/** How often it may cry wolf, between which bounds, and how much of that was measured on this component. */
export function ThresholdPanel({ card, summary }: { card: ReportCard; summary: ModelSummary | undefined }) {
  const { words, format } = useWords();
  const { value, onWindows, measured, expected } = card.threshold;
  const rate = (perMonth: number) => alarmRate(words.models.alarms, format, perMonth);
  const bare = (perMonth: number) => alarmRate(words.models.rate, format, perMonth);
  const { threshold } = words.models;
  const whole = threshold.source(format.share(measured), format.share(1 - measured));
  return (
    <Panel title={threshold.title}>
      <p className={classes.big}>{threshold.expected(rate(expected.perMonth))}</p>
      <p>{threshold.between(bare(expected.low), bare(expected.high))}</p>
      {summary !== undefined && summary.alertDays > 0 && (
        <p>
          {threshold.observed(format.number(summary.alerts), format.duration(summary.alertDays * millisecondsPerDay))}
        </p>
      )}
      <svg className={classes.split} viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label={whole}>
        <rect className={classes.prior} x="0" y="0" width="100" height="8" />
        <rect className={classes.measured} x="0" y="0" width={measured * 100} height="8" />
      </svg>
      <p>
        {whole} {measured < allMeasured && threshold.sharpen}
      </p>
      <p className={classes.quiet}>{threshold.value(format.measured(value), onWindows)}</p>
    </Panel>
  );
}
