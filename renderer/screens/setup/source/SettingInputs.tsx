import { Button } from "@mantine/core";
import { useState } from "react";
import type { SettingField } from "../../../../electron/domain/settingField.ts";
import { useWords } from "../../../words/WordsProvider.tsx";
import classes from "../Setup.module.css";
import { SettingInput } from "./SettingInput.tsx";
import { type Answers, isAsked } from "./sourceAnswers.ts";

interface Props {
  readonly driver: string;
  readonly fields: readonly SettingField[];
  readonly answers: Answers;
  readonly onChange: (answers: Answers) => void;
  /** Why something that was typed cannot be an answer; undefined when everything can. */
  readonly onRefused: (why: string | undefined) => void;
}

const tall: ReadonlySet<SettingField["kind"]> = new Set(["frame", "registers", "long text"]);

/** Everything a driver has to be told; what is rarely needed stands behind a button. */
export function SettingInputs({ driver, fields, answers, onChange, onRefused }: Props) {
  const { words } = useWords();
  const [all, setAll] = useState(false);
  const asked = fields.filter((field) => (all || !field.rare) && isAsked(field, fields, answers));
  const input = (field: SettingField) => (
    <SettingInput
      key={field.name}
      driver={driver}
      field={field}
      answer={answers[field.name]}
      onRefused={onRefused}
      onAnswer={(answer) => onChange({ ...answers, [field.name]: answer })}
    />
  );
  return (
    <>
      <div className={classes.fields}>{asked.filter(({ kind }) => !tall.has(kind)).map(input)}</div>
      {asked.filter(({ kind }) => tall.has(kind)).map(input)}
      {fields.some(({ rare }) => rare) && (
        <div>
          <Button variant="subtle" size="compact-sm" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? words.sources.fewer : words.sources.more}
          </Button>
        </div>
      )}
    </>
  );
}
