import { type KeyboardEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import type uPlot from "uplot";
import type { FrameFeed } from "../live/frameFeed.ts";
import { useDrawnFrames } from "../live/useFrames.ts";
import { useWords } from "../words/WordsProvider.tsx";
import classes from "./analyser/Analyser.module.css";
import { analyserAction } from "./analyser/analyserKeys.ts";
import { type AxisLimits, type AxisWindow, reveal, withinLimits, zoomWindow } from "./analyser/axisWindow.ts";
import { drawCursor } from "./analyser/drawCursor.ts";
import { followGestures } from "./analyser/plotGestures.ts";
import { windowGestures } from "./analyser/windowGestures.ts";
import { ZoomButtons } from "./analyser/ZoomButtons.tsx";
import { Plot, type PlotOptions, plotAxis, usePalette } from "./Plot.tsx";
import { WaveformColumns, type WaveformShape } from "./waveformColumns.ts";

interface Props {
  readonly label: string;
  readonly unit: string;
  readonly waveform?: WaveformShape | undefined;
  readonly feed?: FrameFeed | undefined;
  readonly height?: number;
}

/** No zoom shows fewer steps than this. */
const fewestSteps = 8;
const readEvery = 250;

/** The signal itself, from its smallest to its largest sample in every step, so that no impact is thinned away. */
export function WaveformPlot({ label, unit, waveform, feed, height = 260 }: Props) {
  const palette = usePalette();
  const { words, format } = useWords();
  const [columns] = useState(() => new WaveformColumns());
  const [cursor, setCursor] = useState<number>();
  const [window, setWindow] = useState<AxisWindow>();
  const [, tick] = useState(0);
  const owner = useRef<HTMLDivElement>(null);
  const shown = useRef<uPlot>(undefined);
  const help = useId();

  const limits = (): AxisLimits => ({
    low: 0,
    high: columns.seconds || 1,
    narrowest: columns.step * fewestSteps,
    axis: "linear",
  });
  const place = (seconds: number) => {
    const at = columns.middle(columns.at(seconds));
    setCursor(at);
    if (window !== undefined) setWindow(reveal(window, at, limits()));
  };
  const zoomBy = (factor: number) => {
    const now = window ?? limits();
    setWindow(zoomWindow(now, factor, cursor ?? (now.low + now.high) / 2, limits()));
  };
  const state = { window, cursor, limits, place };
  const latest = useRef(state);
  latest.current = state;
  const windowNow = useCallback(
    () => withinLimits(latest.current.window ?? latest.current.limits(), latest.current.limits()),
    [],
  );
  const draw = useCallback(() => shown.current?.setData(columns.data as unknown as uPlot.AlignedData), [columns]);
  const timeText = useCallback(
    (seconds: number, span: number, digits: number) =>
      span < 1 ? `${format.number(seconds * 1000, digits)} ms` : `${format.number(seconds, digits + 1)} s`,
    [format],
  );

  const options = useMemo(
    (): PlotOptions => ({
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: {
          time: false,
          range: () => {
            const { low, high } = windowNow();
            return [low, high];
          },
        },
        y: {
          range: (_plot, low, high) => {
            const reach = Math.max(Math.abs(low ?? 0), Math.abs(high ?? 0), 1e-9) * 1.1;
            return [-reach, reach];
          },
        },
      },
      axes: [
        plotAxis(palette, {
          space: 80,
          size: 32,
          values: (_plot, ticks) => ticks.map((tick) => timeText(tick, ticks.at(-1)!, 1)),
        }),
        plotAxis(palette, {
          size: 76,
          space: 24,
          values: (_plot, ticks) => ticks.map((tick) => format.measured(tick, unit)),
        }),
      ],
      series: [
        {},
        { stroke: palette.trace, width: 1, points: { show: false } },
        { stroke: palette.trace, width: 1, points: { show: false } },
      ],
      bands: [{ series: [2, 1], fill: palette.trace }],
      hooks: {
        draw: [
          (plot) => {
            const at = latest.current.cursor;
            if (at === undefined) return;
            drawCursor(plot, [{ at, value: columns.read(at)?.high, text: "", main: true }], palette.focus);
          },
        ],
      },
    }),
    [palette, format, unit, columns, windowNow, timeText],
  );
  const drive = useCallback(
    (plot: uPlot) => {
      shown.current = plot;
      draw();
      const stop =
        owner.current === null
          ? undefined
          : followGestures(
              plot.over,
              owner.current,
              windowGestures(plot, {
                limits: () => latest.current.limits(),
                window: windowNow,
                onPoint: (seconds) => latest.current.place(seconds),
                onWindow: (next) => setWindow((before) => next(before ?? latest.current.limits())),
              }),
            );
      return () => {
        stop?.();
        shown.current = undefined;
      };
    },
    [draw, windowNow],
  );
  useEffect(() => {
    if (waveform !== undefined) columns.take(waveform.seconds, waveform.low, waveform.high);
  }, [waveform, columns]);
  // Whatever the page changed is drawn, a held picture too.
  useEffect(draw);
  useEffect(() => {
    if (feed === undefined || cursor === undefined) return;
    const timer = setInterval(() => tick((count) => count + 1), readEvery);
    return () => clearInterval(timer);
  }, [feed, cursor]);

  const pressed = (event: KeyboardEvent) => {
    const action =
      event.ctrlKey || event.metaKey || event.altKey ? undefined : analyserAction(event.key, event.shiftKey);
    if (action === undefined) return;
    event.preventDefault();
    const { low, high } = windowNow();
    const here = cursor ?? (low + high) / 2;
    if (action.what === "step") place(here + action.by * columns.step);
    else if (action.what === "end") place(action.side === "low" ? low : high);
    else if (action.what === "zoom") zoomBy(action.factor);
    else if (action.what === "whole") setWindow(undefined);
    else if (action.what === "remove") setCursor(undefined);
    else if (action.what === "strongest" || action.what === "peak") place(columns.strongest(low, high));
  };
  const reading = cursor === undefined ? undefined : columns.read(cursor);
  return (
    <div className={classes.analyser}>
      {/* biome-ignore lint/a11y/useSemanticElements: no element means a plot with a cursor */}
      <div
        ref={owner}
        role="group"
        aria-label={label}
        aria-describedby={help}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the plot is worked with the keyboard
        tabIndex={0}
        className={classes.surface}
        onKeyDown={pressed}
      >
        <Plot label={label} height={height} options={options} drive={drive} />
      </div>
      <p id={help} className="visually-hidden">
        {words.analyser.keys}
      </p>
      <div className={classes.row}>
        {reading === undefined ? (
          <p className={classes.quiet}>{words.analyser.noCursor}</p>
        ) : (
          <output className={classes.reading}>
            {words.analyser.cursor} <strong>{timeText(reading.time, columns.seconds, 2)}</strong>{" "}
            <strong>
              {format.measured(reading.low)} … {format.measured(reading.high, unit)}
            </strong>
          </output>
        )}
        <div className={classes.zoom}>
          <ZoomButtons zoomed={window !== undefined} onZoom={zoomBy} onWhole={() => setWindow(undefined)} />
        </div>
      </div>
      {feed !== undefined && <FeedWaveform feed={feed} columns={columns} draw={draw} />}
    </div>
  );
}

interface FeedProps {
  readonly feed: FrameFeed;
  readonly columns: WaveformColumns;
  readonly draw: () => void;
}

function FeedWaveform({ feed, columns, draw }: FeedProps) {
  useDrawnFrames(
    feed,
    useCallback(
      ({ waveform }) => {
        columns.take(waveform.duration / 1000, waveform.low, waveform.high);
        draw();
      },
      [columns, draw],
    ),
  );
  return null;
}
