import { useCallback, useEffect, useMemo, useRef } from "react";
import type uPlot from "uplot";
import type { Deviation } from "../../../electron/domain/alert.ts";
import type { Unit } from "../../../electron/domain/units.ts";
import type { FrameFeed } from "../../live/frameFeed.ts";
import { useWords } from "../../words/WordsProvider.tsx";
import { outlineBand } from "../outlineBand.ts";
import { Plot, type PlotOptions, plotAxis, usePalette } from "../Plot.tsx";
import { type AxisLimits, type AxisWindow, withinLimits } from "./axisWindow.ts";
import { drawCursor } from "./drawCursor.ts";
import { frequencyTicks, logarithmicSplits } from "./frequencyTicks.ts";
import { followGestures } from "./plotGestures.ts";
import type { CursorKind, CursorMark } from "./spectrumCursor.ts";
import type { SpectrumTrace } from "./spectrumTrace.ts";
import type { AmplitudeScale } from "./spectrumUnits.ts";
import { steadyLevels, steadyTop } from "./steadyRange.ts";
import { windowGestures } from "./windowGestures.ts";

/** What is drawn now; read at draw time, so that moving a cursor builds nothing anew. */
export interface AnalyserPicture {
  readonly limits: AxisLimits;
  readonly window: AxisWindow | undefined;
  readonly marks: readonly CursorMark[];
  readonly cursor: CursorKind;
}

interface Props {
  readonly label: string;
  readonly trace: SpectrumTrace;
  readonly feed: FrameFeed;
  readonly unit: Unit;
  readonly scale: AmplitudeScale;
  readonly axis: AxisLimits["axis"];
  readonly peakHold: boolean;
  readonly deviation: Pick<Deviation, "low" | "high"> | undefined;
  readonly picture: () => AnalyserPicture;
  readonly onPoint: (frequency: number) => void;
  readonly onWindow: (next: (before: AxisWindow) => AxisWindow | undefined) => void;
  /** Has the keyboard for the plot. */
  readonly owner: { readonly current: HTMLElement | null };
  readonly height: number;
}

/** Lines between tones dip deep now and then; the range is not to follow each of them. */
const dip = 25;

export function AnalyserPlot(props: Props) {
  const { label, trace, feed, unit, scale, axis, peakHold, deviation, owner, height } = props;
  const palette = usePalette();
  const { format } = useWords();
  const latest = useRef(props);
  latest.current = props;
  const shown = useRef<uPlot>(undefined);
  const waiting = useRef(0);

  const draw = useCallback(() => {
    waiting.current = 0;
    shown.current?.setData(trace.columns() as unknown as uPlot.AlignedData);
  }, [trace]);
  const schedule = useCallback(() => {
    if (waiting.current === 0) waiting.current = requestAnimationFrame(draw);
  }, [draw]);
  useEffect(() => () => cancelAnimationFrame(waiting.current), []);
  // Every frame counts for an average, also one that is never drawn.
  useEffect(
    () =>
      feed.listen((frame) => {
        if (frame.lines === undefined) return;
        trace.add(frame.lines);
        schedule();
      }),
    [feed, trace, schedule],
  );
  // Whatever the page changed is drawn with the next picture.
  useEffect(schedule);

  const options = useMemo((): PlotOptions => {
    let range: readonly [number, number] | undefined;
    const windowNow = () => {
      const { limits, window } = latest.current.picture();
      return window === undefined ? limits : withinLimits(window, limits);
    };
    const levels = (plot: uPlot): [number, number] => {
      const { low, high } = windowNow();
      const [x, ...columns] = plot.data as unknown as [Float64Array, ...ArrayLike<number | null>[]];
      let quietest = Number.POSITIVE_INFINITY;
      let loudest = Number.NEGATIVE_INFINITY;
      let [sum, count] = [0, 0];
      for (const [place, column] of columns.entries()) {
        if (place === 2 && !peakHold) continue;
        for (let index = 0; index < x.length; index += 1) {
          const value = column[index];
          if (value == null || !Number.isFinite(value) || x[index]! < low || x[index]! > high) continue;
          if (value < quietest) quietest = value;
          if (value > loudest) loudest = value;
          sum += value;
          count += 1;
        }
      }
      range =
        scale === "linear"
          ? [0, steadyTop(range?.[1], loudest)]
          : steadyLevels(range, Math.max(quietest, sum / Math.max(1, count) - dip), loudest);
      return [...range];
    };
    return {
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: {
          time: false,
          distr: axis === "log" ? 3 : 1,
          range: () => {
            const { low, high } = windowNow();
            return [low, high];
          },
        },
        y: { range: levels },
      },
      axes: [
        plotAxis(palette, {
          space: 80,
          size: 32,
          ...(axis === "log"
            ? {
                splits: (_plot: uPlot, _axis: number, low: number, high: number) => logarithmicSplits(low, high),
                filter: (_plot: uPlot, splits: number[]) => splits,
              }
            : {}),
          values: (_plot, ticks) => frequencyTicks(ticks, format.number),
        }),
        plotAxis(palette, {
          size: 76,
          space: 28,
          values: (_plot, ticks) =>
            ticks.map((tick) => (scale === "dB" ? `${format.number(tick)} dB` : format.measured(tick, unit))),
        }),
      ],
      series: [
        {},
        { stroke: palette.shape, width: 0.6, points: { show: false } },
        { stroke: palette.shape, width: 0.6, points: { show: false } },
        { stroke: palette.shape, width: 1, dash: [3, 2], points: { show: false }, show: peakHold },
        { stroke: palette.trace, width: 1.4, points: { show: false } },
      ],
      bands: [{ series: [2, 1], fill: palette.band }],
      hooks: {
        draw: [
          (plot) => {
            if (deviation !== undefined) outlineBand(plot, deviation, palette.warning);
            const { marks, cursor } = latest.current.picture();
            const main = cursor === "sidebands" ? 0 : 1;
            drawCursor(
              plot,
              marks.map(({ order, frequency }) => ({
                at: frequency,
                value: trace.read(frequency)?.shown,
                text: cursor === "single" || order === 0 ? "" : cursor === "harmonics" ? `${order}×` : signed(order),
                main: order === main,
              })),
              palette.focus,
            );
          },
        ],
      },
    };
  }, [palette, format, unit, scale, axis, peakHold, deviation, trace]);

  const drive = useCallback(
    (plot: uPlot) => {
      shown.current = plot;
      schedule();
      const stop =
        owner.current === null
          ? undefined
          : followGestures(
              plot.over,
              owner.current,
              windowGestures(plot, {
                limits: () => latest.current.picture().limits,
                window: () => latest.current.picture().window ?? latest.current.picture().limits,
                onPoint: (frequency) => latest.current.onPoint(frequency),
                onWindow: (next) => latest.current.onWindow(next),
              }),
            );
      return () => {
        stop?.();
        shown.current = undefined;
      };
    },
    [schedule, owner],
  );
  return <Plot label={label} height={height} options={options} drive={drive} />;
}

function signed(order: number): string {
  return order > 0 ? `+${order}` : `−${-order}`;
}
