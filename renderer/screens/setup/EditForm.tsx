import { Button } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Setup.module.css";

interface Props {
  readonly label: string;
  readonly usable: boolean;
  readonly busy: boolean;
  readonly failure: unknown;
  readonly onSave: () => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

/** The frame of every editing form: fields, save, cancel, and what went wrong. A failed save leaves everything typed. */
export function EditForm({ label, usable, busy, failure, onSave, onCancel, children }: Props) {
  const { words } = useWords();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (usable) onSave();
  };
  return (
    <form className={classes.form} aria-label={label} onSubmit={submit}>
      <strong>{label}</strong>
      <div className={classes.fields}>{children}</div>
      <FaultNote failure={failure} />
      <div className={classes.inline}>
        <Button type="submit" disabled={!usable} loading={busy}>
          {words.setup.save}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {words.alerts.cancel}
        </Button>
      </div>
    </form>
  );
}
