import { useMemo } from "react";
import type uPlot from "uplot";
import type { Trend } from "../../electron/contract/componentsContract.ts";
import type { UtcMilliseconds } from "../../electron/domain/units.ts";
import { millisecondsPerSecond } from "../../electron/domain/units.ts";
import { useWords } from "../words/WordsProvider.tsx";
import { drawGap, markLoss } from "./drawGap.ts";
import { GapTip } from "./GapTip.tsx";
import { isHollow } from "./isHollow.ts";
import { Plot, type PlotOptions, plotAxis, usePalette } from "./Plot.tsx";
import { trendSeries } from "./trendSeries.ts";

interface Props {
  readonly label: string;
  readonly trend: Pick<Trend, "score" | "step" | "threshold"> & { readonly gaps?: Trend["gaps"] | undefined };
  readonly from: UtcMilliseconds;
  readonly to: UtcMilliseconds;
  /** Moments to mark with a line, for instance when an alert was raised. */
  readonly marks?: readonly UtcMilliseconds[];
  readonly height?: number;
  readonly fill?: boolean;
}

const tenMinutes = 600_000;
const twoDays = 172_800_000;
const noMarks: readonly UtcMilliseconds[] = [];
const noGaps: Trend["gaps"] = [];

/** Score over time with its threshold. Above the threshold the ground is shaded, so that too much is seen before it is read. */
export function TrendPlot({ label, trend, from, to, marks = noMarks, height = 240, fill = false }: Props) {
  const palette = usePalette();
  const { words, format } = useWords();
  const { threshold, gaps = noGaps } = trend;
  const data = useMemo(() => trendSeries(trend.score, trend.step) as unknown as uPlot.AlignedData, [trend]);
  const hollow = useMemo(() => new Set(gaps.filter((gap) => isHollow(gap, trend.score, trend.step))), [gaps, trend]);
  const span = to - from;
  // The window is read at draw time: a plot that moves on by a second is not built anew.
  const range = useMemo(() => ({ from, to }), [from, to]);
  const options = useMemo(
    (): PlotOptions => ({
      legend: { show: false },
      cursor: { y: false },
      scales: {
        x: { time: true, range: () => [range.from / millisecondsPerSecond, range.to / millisecondsPerSecond] },
        y: { range: (_plot, _low, high) => [0, Math.max((high ?? 0) * 1.08, (threshold ?? 1) * 1.5)] },
      },
      axes: [
        plotAxis(palette, {
          space: 90,
          size: 32,
          values: (_plot, ticks) =>
            ticks.map((tick) => {
              const time = tick * millisecondsPerSecond;
              if (span > twoDays) return format.day(time);
              return span < tenMinutes ? format.clockSeconds(time) : format.clock(time);
            }),
        }),
        plotAxis(palette, { size: 56, values: (_plot, ticks) => ticks.map((tick) => format.measured(tick)) }),
      ],
      series: [
        {},
        { stroke: "transparent", points: { show: false } },
        { stroke: "transparent", points: { show: false } },
        { stroke: palette.trace, width: 1.6, points: { show: false } },
      ],
      bands: [{ series: [2, 1], fill: palette.band }],
      hooks: {
        drawAxes: [
          (plot) => {
            if (threshold !== undefined) shadeAbove(plot, threshold, palette.warning, words.machine.threshold);
          },
        ],
        draw: [
          (plot) => {
            for (const gap of gaps) {
              if (hollow.has(gap)) drawGap(plot, gap, palette);
              else markLoss(plot, gap, palette);
            }
            markMoments(plot, marks, palette.text);
          },
        ],
      },
    }),
    [palette, format, words, threshold, span, marks, range, gaps, hollow],
  );
  return (
    <GapTip gaps={gaps} hollow={hollow.size > 0} from={from} to={to} fill={fill}>
      <Plot label={label} height={height} fill={fill} options={options} data={data} />
    </GapTip>
  );
}

function shadeAbove(plot: uPlot, threshold: number, colour: string, word: string): void {
  const { ctx, bbox } = plot;
  const y = plot.valToPos(threshold, "y", true);
  if (y < bbox.top) return;
  ctx.save();
  ctx.globalAlpha = 0.1;
  ctx.fillStyle = colour;
  ctx.fillRect(bbox.left, bbox.top, bbox.width, y - bbox.top);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = colour;
  ctx.lineWidth = devicePixelRatio * 1.4;
  ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.fillStyle = colour;
  ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textAlign = "left";
  ctx.textBaseline = "bottom";
  ctx.fillText(word, bbox.left + 6 * devicePixelRatio, y - 2 * devicePixelRatio);
  ctx.restore();
}

function markMoments(plot: uPlot, marks: readonly UtcMilliseconds[], colour: string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  for (const mark of marks) {
    const x = plot.valToPos(mark / millisecondsPerSecond, "x", true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}
