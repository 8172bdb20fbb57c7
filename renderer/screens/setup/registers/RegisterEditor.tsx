import { Button, TextInput } from "@mantine/core";
import { useEffect, useEffectEvent } from "react";
import { parseRegisterMap } from "../../../../electron/domain/parseRegisterMap.ts";
import { useWords } from "../../../words/WordsProvider.tsx";
import { descriptionFault } from "../descriptionFault.ts";
import { JsonText } from "../JsonText.tsx";
import classes from "../Setup.module.css";
import { RegisterInputs } from "./RegisterInputs.tsx";
import { type MapDraft, nextRegister, readMap, writeMap } from "./registerDraft.ts";

interface Props {
  /** The setting `registers`: JSON, or empty. */
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** Why what was typed is not what would be sent; undefined when it is. */
  readonly onRefused: (why: string | undefined) => void;
}

/** Which registers of a device are read, and what they mean. */
export function RegisterEditor({ text, onChange, onRefused }: Props) {
  const { words } = useWords();
  const say = words.sources.registers;
  const map = readMap(text);
  const begin = useEffectEvent(() => {
    // What is shown is what is sent: the example is an answer, too.
    if (text.trim() === "" && map !== undefined) onChange(writeMap(map));
  });
  useEffect(() => begin(), []);
  const change = (more: Partial<MapDraft>) => {
    if (map !== undefined) onChange(writeMap({ ...map, ...more }));
  };
  const why = map === undefined ? undefined : descriptionFault(parseRegisterMap, writeMap(map));
  return (
    <fieldset className={classes.editor} aria-label={say.title}>
      <strong>{say.title}</strong>
      <p className={classes.quiet}>{say.help}</p>
      {map !== undefined && (
        <>
          <TextInput
            label={words.setup.name}
            value={map.name ?? ""}
            maxLength={100}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          {map.registers.map((register, index) => (
            <RegisterInputs
              // biome-ignore lint/suspicious/noArrayIndexKey: a register is its place; its name is being typed
              key={index}
              number={index + 1}
              register={register}
              onChange={(changed) => change({ registers: map.registers.with(index, changed) })}
              onRemove={() => change({ registers: map.registers.toSpliced(index, 1) })}
            />
          ))}
          <div>
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => {
                const { registers } = map;
                change({ registers: [...registers, nextRegister(registers, say.register(registers.length + 1))] });
              }}
            >
              {say.add}
            </Button>
          </div>
          {why !== undefined && <p role="status">{words.sources.json.wrong(why)}</p>}
        </>
      )}
      <JsonText
        text={map === undefined ? text : writeMap(map)}
        name={map?.name || "registers"}
        refuse={(typed) => (readMap(typed) === undefined ? descriptionFault(parseRegisterMap, typed) : undefined)}
        onText={onChange}
        onRefused={onRefused}
      />
    </fieldset>
  );
}
