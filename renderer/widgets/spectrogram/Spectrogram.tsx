import { Button } from "@mantine/core";
import {
  type KeyboardEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useEffectEvent,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import { millisecondsPerSecond, type Unit } from "../../../electron/domain/units.ts";
import type { FrameFeed } from "../../live/frameFeed.ts";
import { useKept } from "../../live/useKept.ts";
import { useWords } from "../../words/WordsProvider.tsx";
import { readChoices } from "../analyser/analyserChoices.ts";
import { zoomStep } from "../analyser/analyserKeys.ts";
import { type AxisLimits, type AxisWindow, valueAtShare, zoomWindow } from "../analyser/axisWindow.ts";
import { amplitudeUnit, shownAmplitude } from "../analyser/spectrumUnits.ts";
import { ZoomButtons } from "../analyser/ZoomButtons.tsx";
import { usePalette } from "../Plot.tsx";
import { heatRamp } from "./heatRamp.ts";
import classes from "./Spectrogram.module.css";
import { SpectrogramHistory } from "./spectrogramHistory.ts";
import { SpectrogramPainter } from "./spectrogramPainter.ts";

const columnCount = 600;
const rowCount = 256;
const fewestBands = 8;
/** Numbers are read, not watched. */
const readEvery = 250;

interface Props {
  readonly label: string;
  readonly unit: Unit;
  readonly feed: FrameFeed;
  readonly height?: number;
}

/** A place in the picture, as shares from the left and from the bottom. */
interface Place {
  readonly x: number;
  readonly y: number;
}

/** Frequency upwards, time to the right; a cursor reads level, frequency and time. */
export function Spectrogram({ label, unit, feed, height = 260 }: Props) {
  const palette = usePalette();
  const { words, format } = useWords();
  const [{ axis }, keep] = useKept("auscult.analyser", readChoices);
  const canvas = useRef<HTMLCanvasElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const [history] = useState(() => new SpectrogramHistory(columnCount));
  const painter = useMemo(
    () => new SpectrogramPainter(history, rowCount, heatRamp(palette.heat), palette.heat[0] ?? ""),
    [history, palette],
  );
  const [place, setPlace] = useState<Place>();
  const [window, setWindow] = useState<AxisWindow>();
  const [, tick] = useState(0);
  const help = useId();

  const band = history.top / Math.max(1, history.bands);
  const limits = useMemo(
    (): AxisLimits => ({
      low: axis === "log" ? band || 1 : 0,
      high: history.top || 1,
      narrowest: band * fewestBands,
      axis,
    }),
    [axis, band, history.top],
  );
  const shown = window ?? limits;
  const frequencyAt = (share: number) => valueAtShare(shown, share, limits);

  const waiting = useRef(0);
  const schedule = useCallback(() => {
    if (waiting.current !== 0) return;
    waiting.current = requestAnimationFrame(() => {
      waiting.current = 0;
      painter.catchUp();
      const paper = canvas.current?.getContext("2d", { alpha: false });
      if (paper) painter.present(paper);
    });
  }, [painter]);
  useEffect(() => () => cancelAnimationFrame(waiting.current), []);
  useEffect(() => {
    if (history.top > 0) painter.show(shown, limits);
    schedule();
  }, [painter, history, shown, limits, schedule]);
  // Every frame is a column, also one that comes while nothing is drawn.
  useEffect(
    () =>
      feed.listen(({ spectrum, time }) => {
        const { top } = history;
        const anew = history.push(spectrum.levels, spectrum.top, time);
        if (top !== history.top) tick((count) => count + 1);
        else if (anew) painter.repaint();
        schedule();
      }),
    [feed, history, painter, schedule],
  );
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), readEvery);
    return () => clearInterval(timer);
  }, []);

  const zoom = (factor: number) =>
    setWindow(
      zoomWindow(shown, factor, place === undefined ? (shown.low + shown.high) / 2 : frequencyAt(place.y), limits),
    );
  const zoomAt = useEffectEvent((event: WheelEvent) => {
    const box = surface.current?.getBoundingClientRect();
    // A page must stay scrollable: the wheel is the picture's only when it has the focus, or with Ctrl.
    if (box === undefined || !(event.ctrlKey || document.activeElement === surface.current)) return;
    event.preventDefault();
    const at = frequencyAt((box.bottom - event.clientY) / box.height);
    setWindow(zoomWindow(shown, 1.2 ** (-event.deltaY / 100), at, limits));
  });
  useEffect(() => {
    const element = surface.current;
    const turned = (event: WheelEvent) => zoomAt(event);
    element?.addEventListener("wheel", turned, { passive: false });
    return () => element?.removeEventListener("wheel", turned);
  }, []);
  const point = (event: PointerEvent<HTMLElement>) => {
    if (event.type === "pointermove" && event.buttons !== 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    const share = (value: number) => Math.max(0, Math.min(0.9999, value));
    setPlace({ x: share((event.clientX - box.left) / box.width), y: share((box.bottom - event.clientY) / box.height) });
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const far = event.shiftKey ? 10 : 1;
    const here = place ?? { x: 0.5, y: 0.5 };
    const moves: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-far / columnCount, 0],
      ArrowRight: [far / columnCount, 0],
      ArrowUp: [0, far / rowCount],
      ArrowDown: [0, -far / rowCount],
    };
    const move = moves[event.key];
    const kept = (value: number) => Math.max(0, Math.min(0.9999, value));
    if (move !== undefined) setPlace({ x: kept(here.x + move[0]), y: kept(here.y + move[1]) });
    else if (event.key === "+" || event.key === "=") zoom(zoomStep);
    else if (event.key === "-" || event.key === "_") zoom(1 / zoomStep);
    else if (event.key === "0") setWindow(undefined);
    else if (event.key === "Escape") setPlace(undefined);
    else return;
    event.preventDefault();
  };

  const age = place === undefined ? 0 : columnCount - 1 - Math.floor(place.x * columnCount);
  const reading = place === undefined ? undefined : history.read(age, frequencyAt(place.y));
  const [quietest, loudest] = history.range.map((level) => format.number(shownAmplitude(level, unit, "dB")));
  return (
    <div className={classes.block}>
      <div className={classes.spectrogram} style={{ height }}>
        <div className={classes.axis} aria-hidden="true">
          {[1, 0.75, 0.5, 0.25, 0].map((share) => (
            <span key={share}>{history.top === 0 ? "" : format.frequency(frequencyAt(share))}</span>
          ))}
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: no element means a picture with a cursor */}
        <div
          ref={surface}
          role="group"
          aria-label={label}
          aria-describedby={help}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture is worked with the keyboard
          tabIndex={0}
          className={classes.surface}
          onPointerDown={point}
          onPointerMove={point}
          onKeyDown={pressed}
        >
          <canvas
            ref={canvas}
            width={columnCount}
            height={rowCount}
            role="img"
            aria-label={label}
            className={classes.canvas}
          />
          {place !== undefined && (
            <>
              <span className={classes.across} style={{ bottom: `${place.y * 100}%` }} />
              <span className={classes.upright} style={{ left: `${place.x * 100}%` }} />
            </>
          )}
        </div>
      </div>
      <div className={classes.time} aria-hidden="true">
        <span>
          {history.span !== undefined && words.analyser.ago(format.number(history.span / millisecondsPerSecond))}
        </span>
        <span>{words.machine.now}</span>
      </div>
      <p id={help} className="visually-hidden">
        {words.analyser.keys}
      </p>
      <div className={classes.foot}>
        <span className={classes.scale}>
          {quietest}
          <span
            className={classes.ramp}
            style={{ background: `linear-gradient(to right, ${palette.heat.join(", ")})` }}
          />
          {loudest} {amplitudeUnit(unit, "dB")}
        </span>
        <output>
          {reading === undefined ? (
            <span className={classes.quiet}>
              {place === undefined ? words.analyser.noCursor : words.analyser.belowShown}
            </span>
          ) : (
            <>
              {words.analyser.cursor} <strong>{format.frequency(reading.frequency)}</strong>{" "}
              <strong>{format.number(shownAmplitude(reading.level, unit, "dB"), 1)} dB</strong>{" "}
              {words.analyser.ago(
                format.number(((history.newest ?? reading.time) - reading.time) / millisecondsPerSecond, 1),
              )}
              , {format.clockSeconds(reading.time)}
            </>
          )}
        </output>
        <span className={classes.buttons}>
          <ZoomButtons zoomed={window !== undefined} onZoom={zoom} onWhole={() => setWindow(undefined)} />
          <Button
            variant="default"
            size="compact-sm"
            aria-pressed={axis === "log"}
            onClick={() => {
              setWindow(undefined);
              keep({ axis: axis === "log" ? "linear" : "log" });
            }}
          >
            {words.analyser.axes.log}
          </Button>
        </span>
      </div>
    </div>
  );
}
