import { Skeleton } from "@mantine/core";
import { Link } from "wouter";
import { usePlant } from "../../live/usePlant.ts";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import { DevicesPart } from "./DevicesPart.tsx";
import { RecordingsPart } from "./recordings/RecordingsPart.tsx";
import classes from "./Setup.module.css";
import { AboutPanel } from "./station/AboutPanel.tsx";
import { RetentionPanel } from "./station/RetentionPanel.tsx";

const parts = ["devices", "recordings", "station"] as const;
type Part = (typeof parts)[number];

/** What is connected and what it is mounted on, what is recorded, and how long things are kept. */
export function SetupScreen({ parts: [asked] }: { parts: readonly string[] }) {
  const { words } = useWords();
  const { plant, failure } = usePlant();
  if (plant === undefined) return failure === undefined ? <Skeleton height={240} /> : <FaultNote failure={failure} />;
  const shown: Part = parts.find((part) => part === asked) ?? "devices";
  return (
    <>
      <h1>{words.setup.heading}</h1>
      <nav className={classes.parts} aria-label={words.devices.partsLabel}>
        {parts.map((part) => (
          <Link
            key={part}
            href={part === "devices" ? "/setup" : `/setup/${part}`}
            className={classes.part}
            aria-current={part === shown ? "page" : undefined}
          >
            {words.devices.parts[part]}
          </Link>
        ))}
      </nav>
      {shown === "devices" && <DevicesPart plant={plant} />}
      {shown === "recordings" && <RecordingsPart plant={plant} />}
      {shown === "station" && (
        <div className={classes.column}>
          <RetentionPanel />
          <AboutPanel />
        </div>
      )}
    </>
  );
}
