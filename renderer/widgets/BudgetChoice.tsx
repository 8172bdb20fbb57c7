import { NativeSelect } from "@mantine/core";
import type { AlarmBudget } from "../../electron/domain/alarmBudget.ts";
import { budgetPeriods } from "../../electron/domain/alarmBudget.ts";
import { useClient } from "../link/LinkProvider.tsx";
import { useAct } from "../live/useAct.ts";
import { useWords } from "../words/WordsProvider.tsx";
import { FaultNote } from "./FaultNote.tsx";

interface Props {
  readonly componentId: string;
  readonly budget: AlarmBudget;
  readonly onChanged?: () => void;
}

/** How many false alarms are put up with, chosen as a sentence and kept at the station at once. */
export function BudgetChoice({ componentId, budget, onChanged }: Props) {
  const { words } = useWords();
  const client = useClient();
  const set = useAct(
    (chosen: AlarmBudget, by) => client.models.setBudget({ componentId, budget: chosen, by }),
    onChanged,
  );
  const shown = (set.isPending ? set.variables : set.data) ?? budget;
  const usual = budgetPeriods.map((per): AlarmBudget => ({ alarms: 1, per }));
  const key = ({ alarms, per }: AlarmBudget) => `${alarms} ${per}`;
  const choices = usual.some((choice) => key(choice) === key(shown)) ? usual : [shown, ...usual];
  return (
    <>
      <NativeSelect
        label={words.models.objective.budget}
        description={words.models.objective.budgetHelp}
        value={key(shown)}
        onChange={(event) => {
          const chosen = choices.find((choice) => key(choice) === event.currentTarget.value);
          if (chosen !== undefined) set.mutate(chosen);
        }}
        data={choices.map((choice) => ({ value: key(choice), label: words.models.budget[choice.per](choice.alarms) }))}
      />
      <FaultNote failure={set.error} />
    </>
  );
}
