import { Button, NumberInput } from "@mantine/core";
import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import type { Deviation, HealthySpectrum } from "../../../electron/domain/alert.ts";
import type { Hertz, Unit } from "../../../electron/domain/units.ts";
import type { FrameFeed } from "../../live/frameFeed.ts";
import { useKept } from "../../live/useKept.ts";
import { useWords } from "../../words/WordsProvider.tsx";
import legend from "../legend.module.css";
import classes from "./Analyser.module.css";
import { AnalyserPlot } from "./AnalyserPlot.tsx";
import { AnalyserTools } from "./AnalyserTools.tsx";
import { readChoices, unitFor } from "./analyserChoices.ts";
import { analyserAction } from "./analyserKeys.ts";
import { type AxisLimits, type AxisWindow, reveal, zoomWindow } from "./axisWindow.ts";
import { CursorReadout } from "./CursorReadout.tsx";
import { SaveNumbers } from "./SaveNumbers.tsx";
import { cursorMarks, frequencyOf, lineAt, nextPeak, strongest } from "./spectrumCursor.ts";
import { SpectrumTrace } from "./spectrumTrace.ts";
import { amplitudeUnit } from "./spectrumUnits.ts";
import { ZoomButtons } from "./ZoomButtons.tsx";

interface Props {
  readonly name: string;
  readonly label: string;
  readonly measured: Unit;
  readonly feed: FrameFeed;
  readonly healthy: HealthySpectrum | undefined;
  readonly deviation: Pick<Deviation, "low" | "high"> | undefined;
  readonly height?: number;
}

/** No zoom shows fewer lines than this. */
const fewestLines = 8;
const usualSpacing: Hertz = 25;

/** A live spectrum with everything to read it: units, averaging, cursors, zoom, its numbers. */
export function SpectrumAnalyser({ name, label, measured, feed, healthy, deviation, height = 260 }: Props) {
  const { words, format } = useWords();
  const [kept, keepChoices] = useKept("auscult.analyser", readChoices);
  const choices = useMemo(() => ({ ...kept, unit: unitFor(kept.unit, measured) }), [kept, measured]);
  const { unit, scale, axis, cursor, peakHold } = choices;
  const [trace] = useState(() => new SpectrumTrace(measured, choices));
  // While rendering, not after it: the readout below would otherwise say the old number with the new unit for a moment.
  useMemo(() => trace.choose(choices), [trace, choices]);
  useMemo(() => trace.compareWith(healthy), [trace, healthy]);
  const [frequency, setFrequency] = useState<Hertz>();
  const [spacing, setSpacing] = useState(usualSpacing);
  const [window, setWindow] = useState<AxisWindow>();
  const owner = useRef<HTMLDivElement>(null);
  const help = useId();

  const limits = (): AxisLimits => {
    const { grid, firstLine } = trace;
    const low = axis === "log" ? Math.max(frequencyOf(grid, firstLine), grid.step / 2) : 0;
    const high = Math.max(grid.first + grid.step * Math.max(1, grid.count - 1), low * 2);
    return { low, high, narrowest: grid.step * fewestLines, axis };
  };
  const marks = () => (frequency === undefined ? [] : cursorMarks(cursor, trace.grid, frequency, spacing));
  const placeCursor = (line: number) => {
    const { grid, firstLine } = trace;
    const at = Math.max(firstLine, Math.min(grid.count - 1, line));
    const place = trace.read(frequencyOf(grid, at))?.frequency ?? frequencyOf(grid, at);
    // A peak is taken at its true frequency, so that its harmonics are met ten times further up; any other line as it is.
    const refined = lineAt(grid, place) === at ? place : frequencyOf(grid, at);
    setFrequency(refined);
    if (window !== undefined) setWindow(reveal(window, refined, limits()));
  };
  const zoomBy = (factor: number) => {
    const shown = window ?? limits();
    setWindow(zoomWindow(shown, factor, frequency ?? (shown.low + shown.high) / 2, limits()));
  };
  const pressed = (event: KeyboardEvent) => {
    const action =
      event.ctrlKey || event.metaKey || event.altKey ? undefined : analyserAction(event.key, event.shiftKey);
    if (action === undefined) return;
    event.preventDefault();
    const { grid } = trace;
    if (grid.count === 0) return;
    const shown = window ?? limits();
    const [from, to] = [Math.max(trace.firstLine, lineAt(grid, shown.low)), lineAt(grid, shown.high)];
    const here = frequency === undefined ? Math.round((from + to) / 2) : lineAt(grid, frequency);
    if (action.what === "step") placeCursor(here + action.by);
    else if (action.what === "peak") placeCursor(nextPeak(grid, trace.level, here, action.direction));
    else if (action.what === "end") placeCursor(action.side === "low" ? from : to);
    else if (action.what === "strongest") placeCursor(strongest(trace.level, from, to));
    else if (action.what === "zoom") zoomBy(action.factor);
    else if (action.what === "whole") setWindow(undefined);
    else setFrequency(undefined);
  };
  const rows = () => {
    const [frequencies, low, high, highest, now] = trace.columns();
    const text = amplitudeUnit(unit, scale);
    const compared = choices.resolution === "bands" && healthy !== undefined;
    const heading = [
      `${words.analyser.frequency} (Hz)`,
      `${name} (${text})`,
      ...(peakHold ? [`${words.analyser.highest} (${text})`] : []),
      ...(compared ? [`${words.analyser.healthyLow} (${text})`, `${words.analyser.healthyHigh} (${text})`] : []),
    ];
    return [
      heading,
      ...Array.from(frequencies, (at, index) => [
        at,
        now[index]!,
        ...(peakHold ? [highest[index]!] : []),
        ...(compared ? [low[index] ?? null, high[index] ?? null] : []),
      ]),
    ];
  };
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
        <AnalyserPlot
          label={label}
          trace={trace}
          feed={feed}
          unit={unit}
          scale={scale}
          axis={axis}
          peakHold={peakHold}
          deviation={deviation}
          picture={() => ({ limits: limits(), window, marks: marks(), cursor })}
          onPoint={(at) => placeCursor(lineAt(trace.grid, at))}
          onWindow={(next) => setWindow((before) => next(before ?? limits()))}
          owner={owner}
          height={height}
        />
      </div>
      <p id={help} className="visually-hidden">
        {words.analyser.keys}
      </p>
      <div className={legend.legend}>
        <span className={legend.line}>{words.machine.now}</span>
        {healthy !== undefined && choices.resolution === "bands" && (
          <span className={legend.band}>{words.machine.healthyBand}</span>
        )}
        {peakHold && <span className={legend.peaks}>{words.analyser.highest}</span>}
        <span>
          {amplitudeUnit(unit, scale)},{" "}
          {unit === "Pa" && scale === "dB" ? words.analyser.effective : words.analyser.amplitude}
        </span>
        {choices.averaging !== "off" && (
          <span>{words.analyser.averaged(words.analyser.averagings[choices.averaging])}</span>
        )}
      </div>
      <div className={classes.row}>
        <CursorReadout trace={trace} marks={marks()} kind={cursor} unit={unit} scale={scale} />
        {cursor === "sidebands" && (
          <NumberInput
            size="xs"
            className={classes.spacing}
            label={words.analyser.spacing}
            value={spacing}
            min={trace.grid.step}
            decimalScale={2}
            onChange={(value) => typeof value === "number" && value > 0 && setSpacing(value)}
          />
        )}
      </div>
      <AnalyserTools measured={measured} choices={choices} onChange={keepChoices} />
      <div className={classes.row}>
        <div className={classes.zoom}>
          <ZoomButtons zoomed={window !== undefined} onZoom={zoomBy} onWhole={() => setWindow(undefined)} />
          <Button
            variant="default"
            size="compact-sm"
            aria-pressed={peakHold}
            onClick={() => {
              trace.restartHighest();
              keepChoices({ peakHold: !peakHold });
            }}
          >
            {words.analyser.peakHold}
          </Button>
        </div>
        <SaveNumbers name={`${words.analyser.fileName} ${name} ${format.clockSeconds(Date.now())}`} rows={rows} />
      </div>
    </div>
  );
}
