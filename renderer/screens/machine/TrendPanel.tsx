import { SegmentedControl, Skeleton } from "@mantine/core";
import { useMemo, useState } from "react";
import type { ComponentView } from "../../live/plantView.ts";
import { type TrendRange, trendRanges, useTrend } from "../../live/useTrend.ts";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { Panel } from "../../widgets/Panel.tsx";
import { rowSeconds } from "../../widgets/rowSeconds.ts";
import { shownWindow } from "../../widgets/shownWindow.ts";
import { TrendPlot } from "../../widgets/TrendPlot.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Machine.module.css";

const plotRows = 900;

export function TrendPanel({ view }: { view: ComponentView }) {
  const { words, format } = useWords();
  const [range, setRange] = useState<TrendRange>("1h");
  const { data, error, refetch } = useTrend(view.component.id, range, plotRows);
  const raisedAt = view.alert?.raisedAt;
  const marks = useMemo(() => (raisedAt === undefined ? [] : [raisedAt]), [raisedAt]);
  const last = data?.trend.score.at(-1);
  const trend = useMemo(
    () => (data === undefined ? undefined : { ...data.trend, step: rowSeconds(data.trend, view.points) }),
    [data, view.points],
  );
  return (
    <Panel
      title={words.machine.trend}
      fill
      aside={
        <SegmentedControl
          size="sm"
          aria-label={words.machine.rangeLabel}
          value={range}
          onChange={(value) => setRange(value as TrendRange)}
          data={Object.keys(trendRanges).map((value) => ({ value, label: words.machine.ranges[value as TrendRange] }))}
        />
      }
    >
      <FaultNote failure={error} retry={() => void refetch()} />
      {data === undefined && error === null && <Skeleton height={240} />}
      {data !== undefined &&
        trend !== undefined &&
        (data.trend.score.length === 0 ? (
          <p className={classes.noTrend}>{words.machine.noTrend}</p>
        ) : (
          <TrendPlot
            label={`${words.machine.trend}: ${view.component.name}`}
            trend={trend}
            {...shownWindow(data.trend.score, data.from, data.to)}
            marks={marks}
            fill
          />
        ))}
      <p className={classes.quiet}>
        {last !== undefined && `${words.machine.score} ${format.measured(last.mean)}`}
        {last !== undefined &&
          data?.trend.threshold !== undefined &&
          ` · ${words.machine.threshold} ${format.measured(data.trend.threshold)}. `}
        {words.machine.scoreHelp}
      </p>
    </Panel>
  );
}
