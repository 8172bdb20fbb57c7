import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../../words/WordsProvider.tsx";
import classes from "./Learning.module.css";
import { type LearnStepName, learnSteps } from "./learnWish.ts";

interface Props {
  readonly name: LearnStepName;
  readonly phase: "done" | "current" | "ahead";
  /** What happens in it, in a sentence or two. */
  readonly children?: ReactNode;
  /** Its choices, behind a button: nobody has to open them. */
  readonly choices?: ReactNode;
  readonly opened?: boolean;
  readonly onToggle?: () => void;
}

/** One of the six steps: its number or a tick, its name, a sentence, and its choices behind a button. */
export function LearnStep({ name, phase, children, choices, opened = false, onToggle }: Props) {
  const { words } = useWords();
  const title = words.learn.steps[name];
  return (
    <li className={classes.step} data-phase={phase} aria-current={phase === "current" ? "step" : undefined}>
      <span className={classes.number} aria-hidden="true">
        {phase === "done" ? "✓" : learnSteps.indexOf(name) + 1}
      </span>
      <div className={classes.stepText}>
        <h3>
          {title}
          {phase === "done" && <span className="visually-hidden">: {words.learn.done}</span>}
        </h3>
        {children}
        {opened && <div className={classes.choices}>{choices}</div>}
      </div>
      {choices !== undefined && (
        <Button
          variant="default"
          size="compact-md"
          aria-label={`${title}: ${opened ? words.learn.shut : words.learn.change}`}
          aria-expanded={opened}
          onClick={onToggle}
        >
          {opened ? words.learn.shut : words.learn.change}
        </Button>
      )}
    </li>
  );
}
