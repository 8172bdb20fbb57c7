import { Button, Textarea } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { AlertDetail } from "../../../electron/contract/alertsContract.ts";
import { useClient } from "../../link/LinkProvider.tsx";
import { useAct } from "../../live/useAct.ts";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Alerts.module.css";

const longestComment = 2000;

interface Props {
  readonly id: string;
  readonly focus: boolean;
  readonly onFocused: () => void;
  readonly onDone: (detail: AlertDetail) => void;
}

/** Says that somebody takes care, with one of five ready answers or words of their own. */
export function AcknowledgeForm({ id, focus, onFocused, onDone }: Props) {
  const { words } = useWords();
  const client = useClient();
  const box = useRef<HTMLTextAreaElement>(null);
  const [comment, setComment] = useState("");
  const acknowledge = useAct((text: string, by) => client.alerts.acknowledge({ id, by, comment: text }), onDone);
  useEffect(() => {
    if (!focus) return;
    box.current?.focus();
    onFocused();
  }, [focus, onFocused]);
  const ready = [
    words.alerts.readyNothing,
    words.alerts.readyLubricated,
    words.alerts.readyTightened,
    words.alerts.readyReplaced,
  ];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    acknowledge.mutate(comment);
  };
  return (
    <form
      className={classes.form}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
      }}
    >
      <fieldset className={classes.ready} aria-label={words.alerts.ready}>
        {ready.map((answer) => (
          <button
            key={answer}
            type="button"
            className={classes.filter}
            aria-pressed={comment.startsWith(answer)}
            onClick={() => setComment(answer)}
          >
            {answer}
          </button>
        ))}
        <button
          type="button"
          className={classes.filter}
          onClick={() => {
            setComment("");
            box.current?.focus();
          }}
        >
          {words.alerts.readyOther}
        </button>
      </fieldset>
      <Textarea
        ref={box}
        label={words.alerts.commentLabel}
        description={words.alerts.commentHint}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
        maxLength={longestComment}
        rows={2}
      />
      <div>
        <Button type="submit" size="md" loading={acknowledge.isPending}>
          {words.alerts.acknowledge}
        </Button>
      </div>
      <FaultNote failure={acknowledge.error} />
    </form>
  );
}
