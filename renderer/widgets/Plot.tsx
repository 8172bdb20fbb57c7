import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { type Palette, palettes } from "../theme/palette.ts";
import classes from "./Plot.module.css";

export function usePalette(): Palette {
  return palettes[useComputedColorScheme("light", { getInitialValueInEffect: false })];
}

export type PlotOptions = Omit<uPlot.Options, "width" | "height">;

interface Props {
  /** What the picture shows, for those who cannot see it. */
  readonly label: string;
  readonly height: number;
  /** Takes the height its place has, when that is more. */
  readonly fill?: boolean;
  /** Keep the same object as long as the plot may stay: a new one builds it anew. */
  readonly options: PlotOptions;
  readonly data?: uPlot.AlignedData | undefined;
  /** Feeds the plot from outside React; returns how to stop. Keep the same function. */
  readonly drive?: ((plot: uPlot) => () => void) | undefined;
}

const empty: uPlot.AlignedData = [[], []];

/** The one door to the plot library: builds, resizes, feeds and frees it. */
export function Plot({ label, height, fill = false, options, data, drive }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const made = useRef<uPlot>(undefined);
  const latest = useRef(data);
  latest.current = data;

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const tall = () => (fill ? Math.max(height, element.clientHeight) : height);
    const plot = new uPlot(
      { ...options, width: Math.max(1, element.clientWidth), height: tall() },
      latest.current ?? empty,
      element,
    );
    made.current = plot;
    const watcher = new ResizeObserver(() => {
      if (element.clientWidth > 0) plot.setSize({ width: element.clientWidth, height: tall() });
    });
    watcher.observe(element);
    const stop = drive?.(plot);
    return () => {
      stop?.();
      watcher.disconnect();
      plot.destroy();
      made.current = undefined;
    };
  }, [options, height, fill, drive]);

  useEffect(() => {
    if (data !== undefined) made.current?.setData(data);
  }, [data]);

  return (
    <div
      ref={host}
      className={classes.plot}
      data-fill={fill || undefined}
      role="img"
      aria-label={label}
      style={{ minHeight: height }}
    />
  );
}

/** Axes in the greys of the theme. */
export function plotAxis(palette: Palette, more: uPlot.Axis): uPlot.Axis {
  return {
    stroke: palette.quiet,
    font: "12px system-ui, sans-serif",
    labelFont: "12px system-ui, sans-serif",
    grid: { stroke: palette.grid, width: 1 },
    ticks: { stroke: palette.line, width: 1, size: 5 },
    ...more,
  };
}
