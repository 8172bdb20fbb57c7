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
/** Levels further below the loudest are silence. */
const widestRange = 90;
/** How quickly the range follows the signal, per column: slowly enough that a steady machine gives a steady picture. */
const follow = 0.05;

interface Picture {
  /** Where the next column goes: the canvas is a ring, so nothing is ever moved or kept twice. */
  column: number;
  quietest: number;
  loudest: number;
}

const freshPicture: Picture = { column: 0, quietest: Number.NaN, loudest: Number.NEGATIVE_INFINITY };

/** Lets the range follow the levels: at once when they leave it, slowly when they shrink. */
function followLevels(picture: Picture, levels: readonly number[]): void {
  const heard = levels.filter(Number.isFinite);
  if (heard.length === 0) return;
  const high = Math.max(...heard);
  const low = Math.max(Math.min(...heard), high - widestRange);
  picture.loudest = Math.max(picture.loudest - follow, high);
  picture.quietest = Number.isNaN(picture.quietest) ? low : picture.quietest + (low - picture.quietest) * follow;
}

/** Frequency upwards, time to the right: a ring of columns on one bounded canvas, shown in two pieces. */
export function Spectrogram({ label, feed, height = 260 }: { label: string; feed: FrameFeed; height?: number }) {
  const palette = usePalette();
  const { format } = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const topLabel = useRef<HTMLSpanElement>(null);
  const middleLabel = useRef<HTMLSpanElement>(null);
  const ring = useMemo(() => new OffscreenCanvas(columnCount, rowCount), []);
  const picture = useRef<Picture>({ ...freshPicture });
  const ramp = useMemo(() => heatRamp(palette.heat), [palette]);

  useEffect(() => {
    const paper = ring.getContext("2d");
    if (paper === null) return;
    paper.fillStyle = palette.heat[0] ?? "";
    paper.fillRect(0, 0, columnCount, rowCount);
    picture.current = { ...freshPicture };
  }, [ring, palette]);

  const draw = useCallback(
    ({ spectrum }: LiveFrame) => {
      const paper = ring.getContext("2d");
      const shown = canvas.current?.getContext("2d");
      if (!paper || !shown) return;
      const now = picture.current;
      followLevels(now, spectrum.levels);
      const column = paper.createImageData(1, rowCount);
      for (let row = 0; row < rowCount; row += 1) {
        const band = Math.floor(((rowCount - 1 - row) / rowCount) * spectrum.levels.length);
        const at = heatIndex(spectrum.levels[band] ?? Number.NEGATIVE_INFINITY, now.quietest, now.loudest) * 4;
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
