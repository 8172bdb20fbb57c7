import type { Health, HealthState } from "../../electron/domain/assessment.ts";
import { type ComponentView, isUnacknowledged } from "../live/plantView.ts";
import { useNow } from "../live/StationProvider.tsx";
import type { Format } from "../words/format.ts";
import { useWords } from "../words/WordsProvider.tsx";
import type { Words } from "../words/words.ts";
import { StateShape } from "./StateShape.tsx";
import classes from "./StateWord.module.css";

interface StateFacts {
  readonly state: HealthState;
  readonly health?: Health | undefined;
  readonly shelvedUntil?: number | undefined;
}

/** "Learning 63 %", "Not judged: machine off", "Shelved until 14:00": the word that always stands beside the shape. */
export function stateWord(
  words: Words,
  format: Format,
  now: number,
  { state, health, shelvedUntil }: StateFacts,
): string {
  if (state === "learning" && health?.progress !== undefined) {
    return words.stateWith.learning(format.percent(health.progress));
  }
  if (state === "not judged" && health?.reason !== undefined) {
    return words.stateWith.notJudged(words.reason[health.reason]);
  }
  if (state === "shelved" && shelvedUntil !== undefined) {
    return words.stateWith.shelvedUntil(format.moment(shelvedUntil, now));
  }
  return words.state[state];
}

export function useStateWord(view: ComponentView): string {
  const { words, format } = useWords();
  return stateWord(words, format, useNow(), {
    state: view.state,
    health: view.health,
    shelvedUntil: view.alert?.shelvedUntil,
  });
}

/** Shape and word of a component, the same on every screen. */
export function StateWord({ view }: { view: ComponentView }) {
  const text = useStateWord(view);
  const { words } = useWords();
  const open = isUnacknowledged(view.alert);
  return (
    <span className={classes.state} data-state={view.state}>
      <StateShape state={view.state} unacknowledged={open} progress={view.health?.progress} />
      <span>{text}</span>
      {open && <span className="visually-hidden">{words.phase.unacknowledged}</span>}
    </span>
  );
}
