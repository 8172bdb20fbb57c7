import { Skeleton } from "@mantine/core";
import { allComponents, isAbnormal } from "../../live/plantView.ts";
import { useSnapshot } from "../../live/StationProvider.tsx";
import { usePlant } from "../../live/usePlant.ts";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import { EmptyPlant } from "./EmptyPlant.tsx";
import { LearnAll } from "./LearnAll.tsx";
import { MachineTile } from "./MachineTile.tsx";
import { OpenAlerts } from "./OpenAlerts.tsx";
import classes from "./Overview.module.css";
import { plantSentence } from "./plantSentence.ts";

/** Is anything wrong, where, how urgent? */
export function OverviewScreen() {
  const { words } = useWords();
  const snapshot = useSnapshot();
  const { plant, machines, alerts, failure } = usePlant();
  if (plant === undefined) return failure === undefined ? <Skeleton height={240} /> : <FaultNote failure={failure} />;
  if (plant.machines.length === 0) return <EmptyPlant />;
  const components = allComponents(machines);
  const wrong = components.filter(({ state }) => isAbnormal(state)).length;
  return (
    <div className={classes.overview}>
      <div className={classes.wall}>
        <h1 className={classes.sentence} data-wrong={wrong > 0 || undefined}>
          {snapshot === undefined ? words.overview.heading : plantSentence(words, components)}
        </h1>
        {snapshot !== undefined && <LearnAll components={components} />}
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
