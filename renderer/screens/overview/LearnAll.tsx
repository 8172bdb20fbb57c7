import { Button, Progress } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCalls, useClient } from "../../link/LinkProvider.tsx";
import type { ComponentView } from "../../live/plantView.ts";
import { useSnapshot } from "../../live/StationProvider.tsx";
import { useAct } from "../../live/useAct.ts";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./LearnAll.module.css";

const defaultLearnSeconds = 120;

/** The one obvious thing to do on the first day; afterwards only the progress of what is learning. */
export function LearnAll({ components }: { components: readonly ComponentView[] }) {
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
  const learning = (snapshot?.learning ?? []).filter(({ state }) => state === "collecting" || state === "training");
  if (learning.length > 0) {
    const finished = snapshot?.learning.filter(({ state }) => state === "done").length ?? 0;
    const all = learning.length + finished;
    const progress = (learning.reduce((sum, entry) => sum + entry.progress, 0) + finished) / all;
    const remaining = Math.max(...learning.map((entry) => entry.remaining));
    return (
      <div className={classes.learn}>
        <p>
          {words.overview.learning(finished, all)} {words.overview.remaining(format.duration(remaining * 1000))}
        </p>
        <Progress
          value={progress * 100}
          size="lg"
          aria-label={words.stateWith.learning(format.percent(progress))}
          className={classes.progress}
        />
      </div>
    );
  }
  const nothingLearned =
    ready.length > 0 &&
    snapshot?.models.inService === 0 &&
    components.every(({ health }) => health?.severity === undefined);
  if (!nothingLearned) return null;
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
    </div>
  );
}
