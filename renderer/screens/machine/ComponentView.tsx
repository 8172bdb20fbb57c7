import type { Machine } from "../../../electron/domain/plant.ts";
import { isUnacknowledged, type ComponentView as View } from "../../live/plantView.ts";
import { StateShape } from "../../widgets/StateShape.tsx";
import { useStateWord } from "../../widgets/StateWord.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import { ComponentActions } from "./ComponentActions.tsx";
import { useComponentSentence } from "./componentSentence.ts";
import { DemoControls } from "./DemoControls.tsx";
import { LearningPanel } from "./LearningPanel.tsx";
import { LivePanel } from "./LivePanel.tsx";
import classes from "./Machine.module.css";
import { PointsPanel } from "./PointsPanel.tsx";
import { TrendPanel } from "./TrendPanel.tsx";

/** One component: the sentence first, then since when, then why. */
export function ComponentView({ machine, view }: { machine: Machine; view: View }) {
  const { words } = useWords();
  const sentence = useComponentSentence(machine, view);
  const word = useStateWord(view);
  return (
    <div className={classes.view}>
      <header className={classes.head}>
        <span className={classes.bigShape}>
          <StateShape
            state={view.state}
            unacknowledged={isUnacknowledged(view.alert)}
            progress={view.health?.progress}
          />
        </span>
        <div className={classes.sentence}>
          <h1>{sentence}</h1>
          <p className={classes.stateWord} data-state={view.state}>
            {word}
            {isUnacknowledged(view.alert) && `, ${words.phase.unacknowledged.toLocaleLowerCase()}`}
          </p>
        </div>
        <ComponentActions view={view} />
      </header>
      <div className={classes.panels}>
        <TrendPanel view={view} />
        <LivePanel view={view} />
        <LearningPanel view={view} />
        <PointsPanel view={view} />
        <DemoControls componentId={view.component.id} />
      </div>
    </div>
  );
}
