import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { RecordingTrack, SavedRecording } from "../../../electron/domain/savedRecording.ts";
import { millisecondsPerSecond, type Seconds } from "../../../electron/domain/units.ts";
import { useCalls, useClient } from "../../link/LinkProvider.tsx";
import { useNow } from "../../live/StationProvider.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import { ConfirmRemove } from "../ConfirmRemove.tsx";
import { FaultNote } from "../FaultNote.tsx";
import { saveBlob } from "../saveFile.ts";
import { fetchTrack } from "./fetchTrack.ts";
import classes from "./Recordings.module.css";

/** Shorter ones are told to the second. */
const tenMinutes: Seconds = 600;

/** One recording: what, when, by whom, how long; to be stopped while it runs, saved and removed afterwards. */
export function RecordingRow({ recording }: { recording: SavedRecording }) {
  const { words, format } = useWords();
  const say = words.recordings;
  const calls = useCalls();
  const now = useNow();
  const stop = useMutation(calls.recordings.stop.mutationOptions());
  const remove = useMutation(calls.recordings.remove.mutationOptions());
  const [asking, setAsking] = useState(false);
  const { id, name, by, state, reason, startedAt, tracks, scheduleId } = recording;
  const running = state === "running";
  const length = Math.max(0, ...tracks.map(({ samples, sampleRate }) => samples / sampleRate));
  const facts = [
    format.moment(startedAt, now),
    running
      ? say.running(format.duration(now - startedAt))
      : say.length(
          length < tenMinutes
            ? words.time.seconds(Math.round(length))
            : format.duration(length * millisecondsPerSecond),
        ),
    ...(running ? [] : [format.bytes(recording.bytes)]),
    scheduleId === undefined ? say.by(by) : say.bySchedule,
  ];
  return (
    <li className={classes.recording} aria-label={name}>
      <div className={classes.head}>
        <span className={classes.mark} data-running={running || undefined} aria-hidden="true" />
        <strong>{name}</strong>
        <span className={classes.quiet} title={format.exact(startedAt)}>
          {facts.join(" · ")}
        </span>
        {running ? (
          <Button
            size="compact-sm"
            aria-label={say.stopIt(name)}
            loading={stop.isPending}
            onClick={() => stop.mutate({ id })}
          >
            {say.stop}
          </Button>
        ) : (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={words.setup.remove(name)}
            loading={remove.isPending}
            onClick={() => setAsking(true)}
          >
            {words.setup.removeShort}
          </Button>
        )}
      </div>
      {state === "cut" && (
        <p>
          {say.state.cut}
          {reason !== undefined && `: ${say.reason[reason]}`}
        </p>
      )}
      <ul className={classes.tracks}>
        {tracks.map((track) => (
          <TrackLine key={track.pointId} recording={recording} track={track} />
        ))}
      </ul>
      <FaultNote failure={stop.error ?? remove.error} />
      <ConfirmRemove
        opened={asking}
        name={name}
        text={say.removeText}
        onAnswer={(yes) => {
          setAsking(false);
          if (yes) remove.mutate({ id });
        }}
      />
    </li>
  );
}

function TrackLine({ recording, track }: { recording: SavedRecording; track: RecordingTrack }) {
  const { words, format } = useWords();
  const say = words.recordings;
  const client = useClient();
  const { pointId, machineName, componentName, pointName, lostSamples } = track;
  const called = `${words.sentence.where(machineName, componentName)}: ${pointName}`;
  const fetchIt = useMutation({
    mutationFn: () => fetchTrack((offset) => client.recordings.file({ id: recording.id, pointId, offset })),
    onSuccess: (file) => saveBlob(`${recording.name} ${called}`, "wav", file),
  });
  return (
    <li>
      <span>{called}</span>
      {lostSamples > 0 && <span className={classes.quiet}>{say.lost(format.number(lostSamples))}</span>}
      {recording.state !== "running" && (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={say.saveTrack(called)}
          loading={fetchIt.isPending}
          onClick={() => fetchIt.mutate()}
        >
          {say.save}
        </Button>
      )}
      <FaultNote failure={fetchIt.error} />
    </li>
  );
}
