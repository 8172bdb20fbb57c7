import { useCallback, useEffect, useMemo, useRef } from "react";
import type { LiveFrame } from "../../electron/contract/liveContract.ts";
import type { FrameFeed } from "../live/frameFeed.ts";
import { useDrawnFrames } from "../live/useFrames.ts";
import { useWords } from "../words/WordsProvider.tsx";
import { heatIndex, heatRamp } from "./heatRamp.ts";
import { usePalette } from "./Plot.tsx";
import classes from "./Spectrogram.module.css";

const columnCount = 600;
const rowCount = 256;
/** Levels from the loudest seen down to this are told apart. */
const dynamicRange = 70;

interface Picture {
  /** Where the next column goes: the canvas is a ring, so nothing is ever moved or kept twice. */
  column: number;
  loudest: number;
}

/** Frequency upwards, time to the right: a ring of columns on one bounded canvas, shown in two pieces. */
export function Spectrogram({ label, feed, height = 260 }: { label: string; feed: FrameFeed; height?: number }) {
  const palette = usePalette();
  const { format } = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const topLabel = useRef<HTMLSpanElement>(null);
  const middleLabel = useRef<HTMLSpanElement>(null);
  const ring = useMemo(() => new OffscreenCanvas(columnCount, rowCount), []);
  const picture = useRef<Picture>({ column: 0, loudest: Number.NEGATIVE_INFINITY });
  const ramp = useMemo(() => heatRamp(palette.heat), [palette]);

  useEffect(() => {
    const paper = ring.getContext("2d");
    if (paper === null) return;
    paper.fillStyle = palette.heat[0] ?? "";
    paper.fillRect(0, 0, columnCount, rowCount);
    picture.current = { column: 0, loudest: Number.NEGATIVE_INFINITY };
  }, [ring, palette]);

  const draw = useCallback(
    ({ spectrum }: LiveFrame) => {
      const paper = ring.getContext("2d");
      const shown = canvas.current?.getContext("2d");
      if (!paper || !shown) return;
      const now = picture.current;
      now.loudest = Math.max(now.loudest - 0.02, ...spectrum.levels);
      const column = paper.createImageData(1, rowCount);
      for (let row = 0; row < rowCount; row += 1) {
        const band = Math.floor(((rowCount - 1 - row) / rowCount) * spectrum.levels.length);
        const at =
          heatIndex(spectrum.levels[band] ?? Number.NEGATIVE_INFINITY, now.loudest - dynamicRange, now.loudest) * 4;
        column.data.set(ramp.subarray(at, at + 4), row * 4);
      }
      paper.putImageData(column, now.column, 0);
      now.column = (now.column + 1) % columnCount;
      const older = columnCount - now.column;
      shown.drawImage(ring, now.column, 0, older, rowCount, 0, 0, older, rowCount);
      if (now.column > 0) shown.drawImage(ring, 0, 0, now.column, rowCount, older, 0, now.column, rowCount);
      if (topLabel.current) topLabel.current.textContent = format.frequency(spectrum.top);
      if (middleLabel.current) middleLabel.current.textContent = format.frequency(spectrum.top / 2);
    },
    [ring, ramp, format],
  );
  useDrawnFrames(feed, draw);

  return (
    <div className={classes.spectrogram} style={{ height }}>
      <div className={classes.axis} aria-hidden="true">
        <span ref={topLabel} />
        <span ref={middleLabel} />
        <span>0 Hz</span>
      </div>
      <canvas
        ref={canvas}
        width={columnCount}
        height={rowCount}
        role="img"
        aria-label={label}
        className={classes.canvas}
      />
    </div>
  );
}
