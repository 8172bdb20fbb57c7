import { Button, FileButton, Textarea } from "@mantine/core";
import { useEffect, useEffectEvent, useState } from "react";
import { saveFile } from "../../widgets/saveFile.ts";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Setup.module.css";

interface Props {
  readonly text: string;
  /** Of the file it is saved as. */
  readonly name: string;
  /** Why a text cannot be taken; undefined when it can. */
  readonly refuse: (text: string) => string | undefined;
  readonly onText: (text: string) => void;
  /** Why what stands here is not what would be sent; undefined when it is. */
  readonly onRefused: (why: string | undefined) => void;
}

/** A description as text: typed, pasted, loaded from a file or saved as one. What cannot be taken stays here and is told. */
export function JsonText({ text, name, refuse, onText, onRefused }: Props) {
  const { words } = useWords();
  const [draft, setDraft] = useState<string>();
  const shown = draft ?? text;
  const why = draft === undefined ? undefined : refuse(draft);
  const tell = useEffectEvent(onRefused);
  useEffect(() => tell(why), [why]);
  // Somebody chose another kind of source: what was refused is gone with it.
  useEffect(() => () => tell(undefined), []);
  const take = (typed: string) => {
    if (refuse(typed) === undefined) {
      setDraft(undefined);
      onText(typed);
    } else setDraft(typed);
  };
  return (
    <details>
      <summary>{words.sources.json.label}</summary>
      <Textarea
        aria-label={words.sources.json.label}
        value={shown}
        autosize
        minRows={4}
        maxRows={16}
        spellCheck={false}
        onChange={(event) => take(event.currentTarget.value)}
        error={why === undefined ? undefined : words.sources.json.wrong(why)}
      />
      <div className={classes.inline}>
        <Button variant="default" size="compact-sm" onClick={() => saveFile(name, "json", text)}>
          {words.sources.json.save}
        </Button>
        <FileButton
          accept="application/json,.json"
          onChange={(file) => {
            if (file !== null) void file.text().then(take);
          }}
        >
          {(props) => (
            <Button variant="default" size="compact-sm" {...props}>
              {words.sources.json.load}
            </Button>
          )}
        </FileButton>
      </div>
    </details>
  );
}
