import { useEffect } from "react";
import { useLinkState } from "../../link/LinkProvider.tsx";
import { allComponents, isAbnormal } from "../../live/plantView.ts";
import { usePlant } from "../../live/usePlant.ts";
import { useWords } from "../../words/WordsProvider.tsx";

/** The title is a sentence when something is wrong, so that it is seen from another window. */
export function PageTitle() {
  const { words } = useWords();
  const link = useLinkState();
  const { plant, machines } = usePlant();
  const wrong = allComponents(machines).filter((view) => isAbnormal(view.state));
  const worst = wrong[0];
  let title = words.title.well(plant?.site.name ?? words.product);
  if (link.phase === "away" || link.phase === "expired") title = words.title.away;
  else if (worst !== undefined) {
    const where = words.sentence.where(worst.machine.name, worst.component.name);
    const sentence = words.title.wrong(where, words.state[worst.state]);
    title = wrong.length > 1 ? words.title.more(sentence, wrong.length - 1) : sentence;
  }
  useEffect(() => {
    document.title = title;
  }, [title]);
  return null;
}
