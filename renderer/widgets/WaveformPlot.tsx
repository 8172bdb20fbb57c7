import { useCallback, useMemo, useRef } from "react";
import type uPlot from "uplot";
import type { FrameFeed } from "../live/frameFeed.ts";
import { useDrawnFrames } from "../live/useFrames.ts";
import { useWords } from "../words/WordsProvider.tsx";
import { Plot, type PlotOptions, plotAxis, usePalette } from "./Plot.tsx";

/** Smallest and largest sample of each of equal steps; `seconds` is the whole stretch. */
export interface WaveformShape {
  readonly seconds: number;
  readonly low: readonly number[];
  readonly high: readonly number[];
}

function columns({ seconds, low, high }: WaveformShape): uPlot.AlignedData {
  const step = seconds / Math.max(1, low.length);
  return [low.map((_, index) => (index + 0.5) * step), [...low], [...high]];
}

interface Props {
  readonly label: string;
  readonly unit: string;
  readonly waveform?: WaveformShape | undefined;
  readonly feed?: FrameFeed | undefined;
  readonly height?: number;
}

/** The signal itself, from its smallest to its largest sample in every step, so that no impact is thinned away. */
export function WaveformPlot({ label, unit, waveform, feed, height = 260 }: Props) {
  const palette = usePalette();
  const { format } = useWords();
  const shown = useRef<uPlot>(undefined);
  const options = useMemo(
    (): PlotOptions => ({
      legend: { show: false },
      cursor: { y: false },
      scales: {
        x: { time: false },
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
          values: (_plot, ticks) =>
            ticks.map((tick) =>
              ticks.at(-1)! < 1 ? `${format.number(tick * 1000, 1)} ms` : `${format.number(tick, 2)} s`,
            ),
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
    }),
    [palette, format, unit],
  );
  const drive = useCallback((plot: uPlot) => {
    shown.current = plot;
    return () => {
      shown.current = undefined;
    };
  }, []);
  const data = useMemo(() => (waveform === undefined ? undefined : columns(waveform)), [waveform]);
  return (
    <>
      <Plot label={label} height={height} options={options} data={data} drive={drive} />
      {feed !== undefined && <FeedWaveform feed={feed} plot={shown} />}
    </>
  );
}

function FeedWaveform({ feed, plot }: { feed: FrameFeed; plot: { readonly current: uPlot | undefined } }) {
  useDrawnFrames(
    feed,
    useCallback(
      ({ waveform }) =>
        plot.current?.setData(columns({ seconds: waveform.duration / 1000, low: waveform.low, high: waveform.high })),
      [plot],
    ),
  );
  return null;
}
