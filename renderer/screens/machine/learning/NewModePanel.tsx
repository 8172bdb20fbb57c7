import { Button, Checkbox, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Machine } from "../../../../electron/domain/plant.ts";
import { useCalls, useClient } from "../../../link/LinkProvider.tsx";
import type { ComponentView } from "../../../live/plantView.ts";
import { useAct } from "../../../live/useAct.ts";
import { usePlant } from "../../../live/usePlant.ts";
import { FaultNote } from "../../../widgets/FaultNote.tsx";
import { useWords } from "../../../words/WordsProvider.tsx";
import classes from "./Learning.module.css";

function hearsNewMode({ health, state }: ComponentView): boolean {
  return state === "not judged" && health?.reason === "new operating mode";
}

/** The machine runs as it never did while learning: nothing is judged until somebody says that this is healthy too. */
export function NewModePanel({ machine, view }: { machine: Machine; view: ComponentView }) {
  const { words } = useWords();
  const calls = useCalls();
  const client = useClient();
  const about = useQuery(calls.station.about.queryOptions());
  const { machines } = usePlant();
  const [name, setName] = useState("");
  const [together, setTogether] = useState(true);
  const alike = machines.find((entry) => entry.machine.id === machine.id)?.components.filter(hearsNewMode) ?? [];
  const learn = useAct((state: string, by) =>
    client.components.learn({
      componentIds: together ? alike.map(({ component }) => component.id) : [view.component.id],
      seconds: about.data?.learnSeconds ?? 120,
      tag: { state },
      by,
    }),
  );
  if (!hearsNewMode(view)) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "") learn.mutate(name.trim());
  };
  return (
    <form className={classes.mode} aria-label={words.learn.modeLearn} onSubmit={submit}>
      <h2>{words.learn.modeNew}</h2>
      <p>{words.learn.modeNewHelp}</p>
      <div className={classes.actions}>
        <TextInput
          label={words.learn.modeName}
          placeholder={words.learn.modeExample}
          value={name}
          maxLength={120}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" disabled={name.trim() === ""} loading={learn.isPending}>
          {words.learn.modeLearn}
        </Button>
      </div>
      {alike.length > 1 && (
        <Checkbox
          label={words.learn.modeAll(alike.length)}
          checked={together}
          onChange={(event) => setTogether(event.currentTarget.checked)}
        />
      )}
      <FaultNote failure={learn.error} />
    </form>
  );
}
