import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useWords } from "../../../words/WordsProvider.tsx";
import classes from "./Listening.module.css";
import { playTone } from "./playTone.ts";

/** A tone from the loudspeaker of this computer, so that one sees whether a microphone hears. It says whose loudspeaker that is. */
export function TestTone() {
  const { words } = useWords();
  const stop = useRef<() => void>(undefined);
  const [playing, setPlaying] = useState(false);
  const [refused, setRefused] = useState(false);
  useEffect(() => () => stop.current?.(), []);
  const toggle = () => {
    stop.current?.();
    stop.current = undefined;
    if (playing) return setPlaying(false);
    try {
      stop.current = playTone(() => setPlaying(false));
      setPlaying(true);
      setRefused(false);
    } catch {
      setRefused(true);
    }
  };
  return (
    <div className={classes.tone}>
      <Button variant="default" size="compact-md" aria-pressed={playing} onClick={toggle}>
        {playing ? words.devices.tone.end : words.devices.tone.play}
      </Button>
      <span className={classes.quiet}>{refused ? words.devices.tone.refused : words.devices.tone.help}</span>
    </div>
  );
}
