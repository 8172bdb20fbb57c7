import { useState } from "react";
import type { ReportCard } from "../../../electron/domain/reportCard.ts";
import { BudgetChoice } from "../../widgets/BudgetChoice.tsx";
import { Panel } from "../../widgets/Panel.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Models.module.css";
import type { ModelRow } from "./modelRows.ts";

/** What the model is for, and how many false alarms it may give. */
export function ObjectivePanel({ row, card }: { row: ModelRow; card: ReportCard }) {
  const { words } = useWords();
  const [changed, setChanged] = useState(false);
  const { machine, component, summary } = row;
  const now = summary?.budget ?? card.budget;
  const other = now.alarms !== card.budget.alarms || now.per !== card.budget.per;
  return (
    <Panel title={words.models.objective.title}>
      <p>{words.models.objective.watches(component.name, machine.name)}</p>
      <BudgetChoice componentId={component.id} budget={now} onChanged={() => setChanged(true)} />
      {other && (
        <p className={classes.quiet}>
          {words.models.objective.made(words.models.budget[card.budget.per](card.budget.alarms))}
        </p>
      )}
      {changed && <p role="status">{words.models.objective.retrained}</p>}
    </Panel>
  );
}
