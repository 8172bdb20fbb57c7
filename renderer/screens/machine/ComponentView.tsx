import type { Machine } from "../../../electron/domain/plant.ts";
import { isUnacknowledged, type ComponentView as View } from "../../live/plantView.ts";
import { StateShape } from "../../widgets/StateShape.tsx";
import { useStateWord } from "../../widgets/StateWord.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import { ComponentActions } from "./ComponentActions.tsx";
import { useComponentSentence } from "./componentSentence.ts";
import { DemoControls } from "./DemoControls.tsx";
import { FindingsPanel } from "./FindingsPanel.tsx";
import { LivePanel } from "./LivePanel.tsx";
import { LearningPanel } from "./learning/LearningPanel.tsx";
import { NewModePanel } from "./learning/NewModePanel.tsx";
import classes from "./Machine.module.css";
import { PointsPanel } from "./PointsPanel.tsx";
import { RecordPanel } from "./RecordPanel.tsx";
import { TrendPanel } from "./TrendPanel.tsx";
import { WhyPanel } from "./WhyPanel.tsx";

/** Only what a model judges can be explained. */
function isJudged({ health }: View): boolean {
  return health?.severity !== undefined;
}

/** One component: the sentence first, then since when, then why. */
export function ComponentView({ machine, view }: { machine: Machine; view: View }) {
  const { words } = useWords();
  const sentence = useComponentSentence(machine, view);
  const word = useStateWord(view);
  // Without a model, or while one is made, learning is what this page is about.
  const learnsFirst = view.health?.reason === "no model" || view.learning !== undefined;
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
      <FindingsPanel view={view} />
      <NewModePanel machine={machine} view={view} />
      {learnsFirst && <LearningPanel view={view} />}
      <div className={classes.panels}>
        <TrendPanel view={view} />
        <LivePanel view={view} />
        <div className={classes.column}>
          {isJudged(view) && <WhyPanel view={view} />}
          <PointsPanel view={view} />
        </div>
        <div className={classes.column}>
          {!learnsFirst && <LearningPanel view={view} />}
          <DemoControls componentId={view.component.id} />
          <RecordPanel machine={machine} view={view} />
        </div>
      </div>
    </div>
  );
}
