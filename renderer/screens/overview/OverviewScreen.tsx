import { Skeleton } from "@mantine/core";
import { useLinkState } from "../../link/LinkProvider.tsx";
import { allComponents, isAbnormal } from "../../live/plantView.ts";
import { useNow, useSnapshot } from "../../live/StationProvider.tsx";
import { usePlant } from "../../live/usePlant.ts";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import { EmptyPlant } from "./EmptyPlant.tsx";
import { LearnAll } from "./LearnAll.tsx";
import { MachineTile } from "./MachineTile.tsx";
import { NewModes } from "./NewModes.tsx";
import { OpenAlerts } from "./OpenAlerts.tsx";
import classes from "./Overview.module.css";
import { plantSentence } from "./plantSentence.ts";

/** Is anything wrong, where, how urgent? */
export function OverviewScreen() {
  const { words, format } = useWords();
  const link = useLinkState();
  const now = useNow();
  const snapshot = useSnapshot();
  const { plant, machines, alerts, failure } = usePlant();
  if (plant === undefined) return failure === undefined ? <Skeleton height={240} /> : <FaultNote failure={failure} />;
  if (plant.machines.length === 0) return <EmptyPlant />;
  const components = allComponents(machines);
  const wrong = components.filter(({ state }) => isAbnormal(state)).length;
  // Without the station nobody knows how the machines sound now: what was known last must not be read as the present.
  const past = snapshot !== undefined && link.phase !== "open";
  const sentence = snapshot === undefined ? words.overview.heading : plantSentence(words, components);
  return (
    <div className={classes.overview} data-past={past || undefined}>
      <div className={classes.wall}>
        <h1 className={classes.sentence} data-wrong={wrong > 0 || undefined}>
          {past ? words.overview.lastKnown(format.moment(snapshot.time, now), sentence) : sentence}
        </h1>
        {snapshot !== undefined && <LearnAll components={components} />}
        <NewModes machines={machines} />
        <ul className={classes.tiles} aria-label={words.overview.machines}>
          {machines.map((view) => (
            <MachineTile key={view.machine.id} view={view} />
          ))}
        </ul>
      </div>
      <OpenAlerts page={alerts} />
    </div>
  );
}
