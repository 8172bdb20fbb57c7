import { useCallback, useMemo, useRef } from "react";
import type uPlot from "uplot";
import type { Deviation, DisplaySpectrum, HealthySpectrum } from "../../electron/domain/alert.ts";
import type { FrameFeed } from "../live/frameFeed.ts";
import { useDrawnFrames } from "../live/useFrames.ts";
import { useWords } from "../words/WordsProvider.tsx";
import classes from "./legend.module.css";
import { Plot, type PlotOptions, plotAxis, usePalette } from "./Plot.tsx";
import { levelRange, spectrumSeries } from "./spectrumSeries.ts";

interface Props {
  readonly label: string;
  readonly unit: string;
  readonly healthy: HealthySpectrum | undefined;
  /** A frozen spectrum, or a live feed. */
  readonly spectrum?: DisplaySpectrum | undefined;
  readonly feed?: FrameFeed | undefined;
  readonly lineWord: string;
  readonly deviation?: Pick<Deviation, "low" | "high"> | undefined;
  readonly height?: number;
}

/** Today's line over the shaded band of the healthy state; the band that deviates most is outlined. */
export function SpectrumPlot({ label, unit, healthy, spectrum, feed, lineWord, deviation, height = 260 }: Props) {
  const palette = usePalette();
  const { words, format } = useWords();
  const options = useMemo(
    (): PlotOptions => ({
      legend: { show: false },
      cursor: { y: false },
      scales: {
        x: { time: false, range: (_plot, _low, high) => [0, high ?? 1] },
        y: { range: (plot) => levelRange(plot.data.slice(1) as (number | null)[][]) },
      },
      axes: [
        plotAxis(palette, {
          space: 80,
          size: 32,
          values: (_plot, ticks) => ticks.map((tick) => format.frequency(tick)),
        }),
        plotAxis(palette, { size: 64, values: (_plot, ticks) => ticks.map((tick) => `${format.number(tick)} dB`) }),
      ],
      series: [
        {},
        { stroke: palette.shape, width: 0.6, points: { show: false } },
        { stroke: palette.shape, width: 0.6, points: { show: false } },
        { stroke: palette.trace, width: 1.4, points: { show: false } },
      ],
      bands: [{ series: [2, 1], fill: palette.band }],
      hooks: {
        draw: [
          (plot) => {
            if (deviation !== undefined) outlineBand(plot, deviation, palette.warning);
          },
        ],
      },
    }),
    [palette, format, deviation],
  );
  const data = useMemo(
    () => (spectrum === undefined ? undefined : (spectrumSeries(spectrum, healthy) as unknown as uPlot.AlignedData)),
    [spectrum, healthy],
  );
  return (
    <figure className={classes.figure}>
      {feed === undefined ? (
        <Plot label={label} height={height} options={options} data={data} />
      ) : (
        <LiveSpectrum label={label} height={height} options={options} feed={feed} healthy={healthy} />
      )}
      <figcaption className={classes.legend}>
        <span className={classes.line}>{lineWord}</span>
        {healthy !== undefined && <span className={classes.band}>{words.machine.healthyBand}</span>}
        <span>dB re 1 {unit}</span>
      </figcaption>
    </figure>
  );
}

interface LiveProps {
  readonly label: string;
  readonly height: number;
  readonly options: PlotOptions;
  readonly feed: FrameFeed;
  readonly healthy: HealthySpectrum | undefined;
}

function LiveSpectrum({ label, height, options, feed, healthy }: LiveProps) {
  const shown = useRef<uPlot>(undefined);
  const drive = useCallback((plot: uPlot) => {
    shown.current = plot;
    return () => {
      shown.current = undefined;
    };
  }, []);
  useDrawnFrames(
    feed,
    useCallback(
      (frame) => shown.current?.setData(spectrumSeries(frame.spectrum, healthy) as unknown as uPlot.AlignedData),
      [healthy],
    ),
  );
  return <Plot label={label} height={height} options={options} drive={drive} />;
}

function outlineBand(plot: uPlot, band: Pick<Deviation, "low" | "high">, colour: string): void {
  const { ctx, bbox } = plot;
  const left = Math.max(bbox.left, plot.valToPos(band.low, "x", true));
  const right = Math.min(bbox.left + bbox.width, plot.valToPos(band.high, "x", true));
  if (right <= left) return;
  ctx.save();
  ctx.fillStyle = colour;
  ctx.globalAlpha = 0.14;
  ctx.fillRect(left, bbox.top, right - left, bbox.height);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.strokeRect(left, bbox.top, right - left, bbox.height);
  ctx.restore();
}
