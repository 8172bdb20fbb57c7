import { Button, NativeSelect, SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Point } from "../../../electron/domain/plant.ts";
import { useCalls } from "../../link/LinkProvider.tsx";
import type { FrameFeed } from "../../live/frameFeed.ts";
import type { ComponentView } from "../../live/plantView.ts";
import { useFrames, useSlowFrame } from "../../live/useFrames.ts";
import { SpectrumAnalyser } from "../../widgets/analyser/SpectrumAnalyser.tsx";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { Panel } from "../../widgets/Panel.tsx";
import { Spectrogram } from "../../widgets/spectrogram/Spectrogram.tsx";
import { WaveformPlot } from "../../widgets/WaveformPlot.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import { LiveValues } from "./LiveValues.tsx";
import classes from "./Machine.module.css";

const tabs = ["spectrum", "waveform", "spectrogram"] as const;
type Tab = (typeof tabs)[number];

export function LivePanel({ view: { points, alert } }: { view: ComponentView }) {
  const { words } = useWords();
  const [chosen, setChosen] = useState<string>();
  // An alert says which point shows it best; otherwise the first.
  const waves = points.filter(({ signal }) => signal !== "feature");
  const values = points.filter(({ signal }) => signal === "feature");
  const point =
    waves.find(({ id }) => id === chosen) ?? waves.find(({ id }) => id === alert?.deviation?.pointId) ?? waves[0];
  const [tab, setTab] = useState<Tab>("spectrum");
  if (point === undefined && values.length === 0) {
    return (
      <Panel title={words.machine.live}>
        <p className={classes.quiet}>{words.machine.noPoint}</p>
      </Panel>
    );
  }
  return (
    <Panel
      title={words.machine.live}
      aside={
        point !== undefined && (
          <SegmentedControl
            size="sm"
            aria-label={words.machine.liveView}
            value={tab}
            onChange={(value) => setTab(value as Tab)}
            data={tabs.map((value) => ({ value, label: words.machine[value] }))}
          />
        )
      }
    >
      {waves.length > 1 && (
        <NativeSelect
          label={words.machine.point}
          value={point?.id}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={waves.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {point !== undefined && <LivePoint key={point.id} point={point} tab={tab} deviation={alert?.deviation} />}
      {values.length > 0 && <LiveValues points={values} />}
    </Panel>
  );
}

interface LivePointProps {
  readonly point: Point;
  readonly tab: Tab;
  readonly deviation: { readonly pointId: string; readonly low: number; readonly high: number } | undefined;
}

function LivePoint({ point, tab, deviation }: LivePointProps) {
  const { words } = useWords();
  const calls = useCalls();
  const [held, setHeld] = useState(false);
  const { feed, failure } = useFrames(point.id, held);
  const healthy = useQuery(calls.live.healthy.queryOptions({ input: { pointId: point.id } }));
  return (
    <>
      <FaultNote failure={failure ?? healthy.error} />
      {/* Kept behind the other tabs, with its cursor and its averages, as is the spectrogram with its history. */}
      <div hidden={tab !== "spectrum"}>
        <SpectrumAnalyser
          name={point.name}
          label={`${words.machine.spectrum}: ${point.name}`}
          measured={point.unit}
          feed={feed}
          healthy={healthy.data ?? undefined}
          deviation={deviation?.pointId === point.id ? deviation : undefined}
        />
      </div>
      {tab === "waveform" && (
        <WaveformPlot label={`${words.machine.waveform}: ${point.name}`} unit={point.unit} feed={feed} />
      )}
      <div hidden={tab !== "spectrogram"}>
        <Spectrogram label={words.machine.spectrogramLabel} unit={point.unit} feed={feed} />
      </div>
      <div className={classes.liveFoot}>
        <Levels feed={feed} />
        <Button variant="default" size="compact-md" aria-pressed={held} onClick={() => setHeld(!held)}>
          {held ? words.machine.resume : words.machine.hold}
        </Button>
      </div>
    </>
  );
}

function Levels({ feed }: { feed: FrameFeed }) {
  const { words, format } = useWords();
  const frame = useSlowFrame(feed);
  if (frame === undefined) return <p className={classes.quiet}>{words.machine.noFrames}</p>;
  return (
    <dl className={classes.levels}>
      <dt>{words.machine.rms}</dt>
      <dd>{format.measured(frame.rms, frame.unit)}</dd>
      <dt>{words.machine.peak}</dt>
      <dd>{format.measured(frame.peak, frame.unit)}</dd>
    </dl>
  );
}
