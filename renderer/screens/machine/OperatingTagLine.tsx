import { Button, NumberInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { OperatingTag } from "../../../electron/domain/operatingTag.ts";
import type { Machine } from "../../../electron/domain/plant.ts";
import { useCalls, useClient } from "../../link/LinkProvider.tsx";
import { useAct } from "../../live/useAct.ts";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { tagWords } from "../../words/tagWords.ts";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Machine.module.css";

/** How the machine runs now, when its people know it better than its signal; nobody has to say it. */
export function OperatingTagLine({ machine }: { machine: Machine }) {
  const { words, format } = useWords();
  const calls = useCalls();
  const [opened, setOpened] = useState(false);
  const tags = useQuery(calls.models.operatingTags.queryOptions());
  const tag = tags.data?.find(({ machineId }) => machineId === machine.id)?.tag;
  return (
    <>
      <span>
        {words.learn.tag.label}: {tagWords(words, format, tag) ?? words.learn.tag.found}
      </span>
      <Button
        variant="default"
        size="compact-md"
        aria-expanded={opened}
        disabled={tags.data === undefined}
        onClick={() => setOpened(!opened)}
      >
        {opened ? words.learn.shut : words.learn.tag.change}
      </Button>
      <FaultNote failure={tags.error} />
      {opened && <OperatingTagForm machineId={machine.id} tag={tag} onDone={() => setOpened(false)} />}
    </>
  );
}

interface FormProps {
  readonly machineId: string;
  readonly tag: OperatingTag | undefined;
  readonly onDone: () => void;
}

function OperatingTagForm({ machineId, tag, onDone }: FormProps) {
  const { words } = useWords();
  const client = useClient();
  const [state, setState] = useState(tag?.state ?? "");
  const [speed, setSpeed] = useState<number | string>(tag?.speed ?? "");
  const [load, setLoad] = useState<number | string>(tag?.load === undefined ? "" : tag.load * 100);
  const save = useAct(
    (next: OperatingTag | null, by) => client.models.setOperatingTag({ machineId, tag: next, by }).then(() => true),
    onDone,
  );
  const said = state.trim() !== "" || typeof speed === "number" || typeof load === "number";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!said) return;
    save.mutate({
      ...(state.trim() === "" ? {} : { state: state.trim() }),
      ...(typeof speed === "number" ? { speed } : {}),
      ...(typeof load === "number" ? { load: load / 100 } : {}),
    });
  };
  return (
    <form className={classes.tagForm} aria-label={words.learn.tag.change} onSubmit={submit}>
      <p className={classes.quiet}>{words.learn.tag.help}</p>
      <div className={classes.learnForm}>
        <TextInput
          label={words.learn.tag.state}
          placeholder={words.learn.modeExample}
          value={state}
          maxLength={120}
          autoFocus
          onChange={(event) => setState(event.currentTarget.value)}
        />
        <NumberInput label={words.learn.tag.speed} value={speed} min={0} max={1_000_000} onChange={setSpeed} />
        <NumberInput label={words.learn.tag.load} value={load} min={0} max={1000} onChange={setLoad} />
        <Button type="submit" disabled={!said} loading={save.isPending}>
          {words.learn.tag.save}
        </Button>
        {tag !== undefined && (
          <Button variant="default" onClick={() => save.mutate(null)}>
            {words.learn.tag.clear}
          </Button>
        )}
      </div>
      <FaultNote failure={save.error} />
    </form>
  );
}
