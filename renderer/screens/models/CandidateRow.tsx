import { Button } from "@mantine/core";
import type { Candidate } from "../../../electron/domain/reportCard.ts";
import { TestMark } from "../../widgets/TestMark.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Models.module.css";

interface Props {
  readonly candidate: Candidate;
  readonly rank: number;
  readonly reason: string;
  readonly chosen: boolean;
  /** It can be put to work. */
  readonly usable: boolean;
  readonly busy: boolean;
  readonly onUse: () => void;
}

/** One technique in the ranking: its name and reason first, then its figures. */
export function CandidateRow({ candidate, rank, reason, chosen, usable, busy, onUse }: Props) {
  const { words, format } = useWords();
  const { choice } = words.models;
  const kind = words.models.kinds[candidate.kind] ?? candidate.kind;
  const technique = words.models.technique(kind, words.models.recipes[candidate.recipe] ?? candidate.recipe);
  const say = (value: number | undefined, text: (value: number) => string) => (value === undefined ? "–" : text(value));
  const tried = candidate.untried === undefined;
  return (
    <tr data-chosen={chosen || undefined}>
      <td data-column={choice.rank}>{tried ? rank : "–"}</td>
      <th scope="row">
        {technique}
        <span className={classes.second}>{reason}</span>
      </th>
      <td data-column={choice.change}>{say(candidate.smallestChange, format.decibels)}</td>
      <td data-column={choice.found}>{say(candidate.found, format.share)}</td>
      <td data-column={choice.spread}>{say(candidate.spread, (spread) => choice.times(format.number(spread, 1)))}</td>
      <td data-column={choice.cost}>
        {candidate.scoreMicros === undefined || candidate.bytes === undefined
          ? "–"
          : choice.costs(format.measured(candidate.scoreMicros), unbroken(format.bytes(candidate.bytes)))}
      </td>
      <td>
        {chosen && (
          <span className={classes.verdict}>
            <TestMark verdict="passed" /> {choice.chosen}
          </span>
        )}
        {!chosen && usable && (
          <Button
            variant="default"
            size="compact-md"
            aria-label={choice.insteadLabel(technique)}
            loading={busy}
            onClick={onUse}
          >
            {choice.use}
          </Button>
        )}
      </td>
    </tr>
  );
}

/** A figure and its unit stay on one line. */
function unbroken(figure: string): string {
  return figure.replaceAll(" ", "\u00a0");
}
