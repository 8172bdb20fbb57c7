import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCalls, useClient } from "../../link/LinkProvider.tsx";
import type { allComponents } from "../../live/plantView.ts";
import { useSnapshot } from "../../live/StationProvider.tsx";
import { useAct } from "../../live/useAct.ts";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./LearnAll.module.css";
import { LearnOutcome, LearnProgress } from "./LearnProgress.tsx";
import { learningProgress } from "./learningProgress.ts";

const defaultLearnSeconds = 120;

/** The one obvious thing to do on the first day; afterwards only the progress of what is learning. */
export function LearnAll({ components }: { components: ReturnType<typeof allComponents> }) {
  const { words, format } = useWords();
  const snapshot = useSnapshot();
  const client = useClient();
  const calls = useCalls();
  const about = useQuery(calls.station.about.queryOptions());
  const seconds = about.data?.learnSeconds ?? defaultLearnSeconds;
  const ready = components.filter(({ points, component }) => points.length > 0 && !component.outOfService);
  const learn = useAct((componentIds: readonly string[], by) =>
    client.components.learn({ componentIds: [...componentIds], seconds, by }),
  );
  const learning = snapshot?.learning ?? [];
  const progress = learningProgress(learning);
  const nothingLearned =
    ready.length > 0 &&
    snapshot?.models.inService === 0 &&
    components.every(({ health }) => health?.severity === undefined);
  const names = new Map(
    components.map(({ machine, component }) => [component.id, words.sentence.where(machine.name, component.name)]),
  );
  if (progress !== undefined) return <LearnProgress progress={progress} names={names} />;
  const outcome = <LearnOutcome learning={learning} names={names} />;
  if (!nothingLearned) return outcome;
  return (
    <div className={classes.learn}>
      <div>
        <h2>{words.overview.learnTitle}</h2>
        <p>{words.overview.learnText(format.duration(seconds * 1000))}</p>
      </div>
      <Button
        size="lg"
        loading={learn.isPending}
        title={words.overview.learnAll}
        onClick={() => learn.mutate(ready.map(({ component }) => component.id))}
      >
        {words.overview.learnName}
      </Button>
      <FaultNote failure={learn.error} />
      {outcome}
    </div>
  );
}
