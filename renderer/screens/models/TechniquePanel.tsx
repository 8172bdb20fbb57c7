import type { Candidate, ReportCard } from "../../../electron/domain/reportCard.ts";
import { useClient } from "../../link/LinkProvider.tsx";
import { useAct } from "../../live/useAct.ts";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { Panel } from "../../widgets/Panel.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import { CandidateRow } from "./CandidateRow.tsx";
import { candidateReason } from "./candidateReason.ts";
import classes from "./Models.module.css";
import tableClasses from "./ModelTable.module.css";

type Technique = Pick<Candidate, "kind" | "recipe">;

/** Every technique that was tried, best first, with the reason in words; an engineer can take another. */
export function TechniquePanel({ card }: { card: ReportCard }) {
  const { words, format } = useWords();
  const client = useClient();
  const { candidates, chosenBy } = card.technique;
  const overrule = useAct((wish: Technique, by) =>
    client.models.train({ componentId: card.componentId, by, ...wish }).then(() => true),
  );
  const { choice } = words.models;
  return (
    <Panel title={choice.title}>
      <p>{chosenBy === undefined ? choice.byEvidence : choice.byEngineer(chosenBy)}</p>
      {card.gates.length > 0 && <p>{choice.besides}</p>}
      <p className={classes.quiet}>{choice.help}</p>
      <table className={tableClasses.table} aria-label={choice.title}>
        <thead>
          <tr>
            <th scope="col">{choice.rank}</th>
            <th scope="col">{choice.title}</th>
            <th scope="col">{choice.change}</th>
            <th scope="col">{choice.found}</th>
            <th scope="col">{choice.spread}</th>
            <th scope="col">{choice.cost}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {candidates.map((candidate, index) => (
            <CandidateRow
              key={`${candidate.kind} ${candidate.recipe}`}
              candidate={candidate}
              rank={index + 1}
              reason={candidateReason(words, format, candidate, candidates)}
              chosen={isSame(card.technique, candidate)}
              usable={isUsable(candidate)}
              busy={overrule.isPending && isSame(overrule.variables, candidate)}
              onUse={() => overrule.mutate({ kind: candidate.kind, recipe: candidate.recipe })}
            />
          ))}
        </tbody>
      </table>
      {overrule.data === true && <p role="status">{choice.asked}</p>}
      <FaultNote failure={overrule.error} />
    </Panel>
  );
}

function isSame(one: Technique, other: Technique): boolean {
  return one.kind === other.kind && one.recipe === other.recipe;
}

/** What was only too slow to try beside the others can be had when somebody wants it. */
function isUsable({ untried }: Candidate): boolean {
  return untried === undefined || untried === "too slow";
}
