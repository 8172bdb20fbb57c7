import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCalls } from "../../../link/LinkProvider.tsx";
import type { ComponentView } from "../../../live/plantView.ts";
import { useKept } from "../../../live/useKept.ts";
import { FaultNote } from "../../../widgets/FaultNote.tsx";
import { isBusy } from "../../../widgets/LearningBar.tsx";
import { Panel } from "../../../widgets/Panel.tsx";
import { useWords } from "../../../words/WordsProvider.tsx";
import { LearnGuide } from "./LearnGuide.tsx";
import classes from "./Learning.module.css";
import { LearnResult } from "./LearnResult.tsx";
import { LearnRunning } from "./LearnRunning.tsx";
import { readWish } from "./learnWish.ts";
import { ModelLine } from "./ModelLine.tsx";

const usualSeconds = 120;

/**
 * Teaching a component in six steps: what for, what it hears, how, good to know; learn and test; in service.
 * Where it stands comes from the station, what was chosen so far is kept in the browser: it can be left at every step.
 */
export function LearningPanel({ view }: { view: ComponentView }) {
  const { words } = useWords();
  const calls = useCalls();
  const { component, learning } = view;
  const about = useQuery(calls.station.about.queryOptions());
  const summaries = useQuery(calls.models.list.queryOptions());
  const [wish, change] = useKept(`auscult.learn.${component.id}`, readWish);
  const summary = summaries.data?.find(({ componentId }) => componentId === component.id);
  const bare = summary !== undefined && summary.model === undefined && summary.waiting === undefined;
  return (
    <Panel title={words.machine.learned}>
      <ModelLine componentId={component.id} />
      {isBusy(learning) ? (
        <LearnRunning learning={learning} />
      ) : (
        <>
          <LearnResult componentId={component.id} learning={learning} summary={summary} />
          {wish.opened || bare ? (
            <LearnGuide
              view={view}
              summary={summary}
              usual={about.data?.learnSeconds ?? usualSeconds}
              wish={wish}
              onChange={change}
            />
          ) : (
            summary !== undefined && (
              <div className={classes.actions}>
                <Button variant="default" onClick={() => change({ opened: true })}>
                  {words.learn.more}
                </Button>
              </div>
            )
          )}
        </>
      )}
      <FaultNote failure={summaries.error ?? about.error} />
    </Panel>
  );
}
