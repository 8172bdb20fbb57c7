import { Skeleton } from "@mantine/core";
import { useState } from "react";
import { usePlant } from "../../live/usePlant.ts";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import { AboutPanel } from "./AboutPanel.tsx";
import type { ChannelChoice } from "./channelChoice.ts";
import { DevicesPanel } from "./DevicesPanel.tsx";
import { PlantPanel } from "./PlantPanel.tsx";
import { RetentionPanel } from "./RetentionPanel.tsx";
import classes from "./Setup.module.css";

/** What is connected, what it is mounted on, and how long things are kept. */
export function SetupScreen() {
  const { words } = useWords();
  const { plant, failure } = usePlant();
  // A channel waiting for its component: dragged, or chosen with the keyboard.
  const [channel, setChannel] = useState<ChannelChoice>();
  if (plant === undefined) return failure === undefined ? <Skeleton height={240} /> : <FaultNote failure={failure} />;
  return (
    <>
      <h1>{words.setup.heading}</h1>
      <div className={classes.columns}>
        <DevicesPanel plant={plant} onAssign={setChannel} />
        <div className={classes.column}>
          <PlantPanel plant={plant} assigning={channel} onAssign={setChannel} />
          <RetentionPanel />
          <AboutPanel />
        </div>
      </div>
    </>
  );
}
