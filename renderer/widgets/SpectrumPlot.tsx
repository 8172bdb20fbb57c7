import { useMemo } from "react";
import type uPlot from "uplot";
import type { Deviation, DisplaySpectrum, HealthySpectrum } from "../../electron/domain/alert.ts";
import { useWords } from "../words/WordsProvider.tsx";
import { SaveNumbers } from "./analyser/SaveNumbers.tsx";
import classes from "./legend.module.css";
import { outlineBand } from "./outlineBand.ts";
import { Plot, type PlotOptions, plotAxis, usePalette } from "./Plot.tsx";
import { levelRange, spectrumSeries } from "./spectrumSeries.ts";

interface Props {
  readonly label: string;
  readonly unit: string;
  readonly healthy: HealthySpectrum | undefined;
  readonly spectrum: DisplaySpectrum;
  readonly lineWord: string;
  readonly deviation?: Pick<Deviation, "low" | "high"> | undefined;
  readonly height?: number;
}

/** Today's line over the shaded band of the healthy state; the band that deviates most is outlined. */
export function SpectrumPlot({ label, unit, healthy, spectrum, lineWord, deviation, height = 260 }: Props) {
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
  const data = useMemo(() => spectrumSeries(spectrum, healthy) as unknown as uPlot.AlignedData, [spectrum, healthy]);
  const rows = () => {
    const text = `dB re 1 ${unit}`;
    return [
      [
        `${words.analyser.frequency} (Hz)`,
        `${lineWord} (${text})`,
        words.analyser.healthyLow,
        words.analyser.healthyHigh,
      ],
      ...spectrumSeries(spectrum, healthy)[0].map((frequency, index) => [
        frequency,
        data[3]?.[index] ?? null,
        data[1]?.[index] ?? null,
        data[2]?.[index] ?? null,
      ]),
    ];
  };
  return (
    <figure className={classes.figure}>
      <Plot label={label} height={height} options={options} data={data} />
      <figcaption className={classes.legend}>
        <span className={classes.line}>{lineWord}</span>
        {healthy !== undefined && <span className={classes.band}>{words.machine.healthyBand}</span>}
        <span>dB re 1 {unit}</span>
      </figcaption>
      <SaveNumbers name={`${words.analyser.fileName} ${label}`} rows={rows} />
    </figure>
  );
}
