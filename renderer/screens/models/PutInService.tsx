import { Button, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useClient } from "../../link/LinkProvider.tsx";
import { useAct } from "../../live/useAct.ts";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Models.module.css";

interface Props {
  readonly componentId: string;
  readonly version: number;
  readonly label: string;
  /** A gate failed: it serves only with a reason and a name. */
  readonly needsReason: boolean;
}

/** Lets a version judge from now on. One that failed a gate asks for the reason first, in place. */
export function PutInService({ componentId, version, label, needsReason }: Props) {
  const { words } = useWords();
  const client = useClient();
  const [opened, setOpened] = useState(false);
  const [reason, setReason] = useState("");
  const serve = useAct((why: string | undefined, by) =>
    client.models.putInService({ componentId, version, by, ...(why === undefined ? {} : { reason: why }) }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== "") serve.mutate(reason.trim());
  };
  if (!opened || !needsReason) {
    return (
      <div className={classes.actions}>
        <Button
          variant={needsReason ? "default" : "filled"}
          loading={serve.isPending}
          aria-expanded={needsReason ? opened : undefined}
          onClick={() => (needsReason ? setOpened(true) : serve.mutate(undefined))}
        >
          {label}
        </Button>
        <FaultNote failure={serve.error} />
      </div>
    );
  }
  return (
    <form className={classes.form} aria-label={label} onSubmit={submit}>
      <strong>{label}</strong>
      <p>{words.models.service.why}</p>
      <Textarea
        label={words.models.service.reason}
        description={words.models.service.reasonHint}
        value={reason}
        maxLength={2000}
        autosize
        minRows={2}
        required
        withAsterisk={false}
        autoFocus
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") setOpened(false);
        }}
      />
      <FaultNote failure={serve.error} />
      <div className={classes.actions}>
        <Button type="submit" disabled={reason.trim() === ""} loading={serve.isPending}>
          {words.models.service.confirm}
        </Button>
        <Button variant="default" onClick={() => setOpened(false)}>
          {words.models.service.cancel}
        </Button>
      </div>
    </form>
  );
}
