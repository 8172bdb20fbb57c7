import { Button, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useEffect, useEffectEvent } from "react";
import { type Endian, endians, type FrameFormat } from "../../../../electron/domain/frameFormat.ts";
import { parseFrameFormat } from "../../../../electron/domain/parseFrameFormat.ts";
import { useWords } from "../../../words/WordsProvider.tsx";
import { descriptionFault } from "../descriptionFault.ts";
import { JsonText } from "../JsonText.tsx";
import classes from "../Setup.module.css";
import { FrameChecksumInputs } from "./FrameChecksumInputs.tsx";
import { FrameFieldInputs } from "./FrameFieldInputs.tsx";
import { nextField, readFrame, writeFrame } from "./frameDraft.ts";

interface Props {
  /** The setting `frame`: JSON, or empty. */
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** Why what was typed is not what would be sent; undefined when it is. */
  readonly onRefused: (why: string | undefined) => void;
}

/** How a frame of bytes is laid out, so that an engineer adds a device without code. */
export function FrameBuilder({ text, onChange, onRefused }: Props) {
  const { words } = useWords();
  const say = words.sources.frame;
  const frame = readFrame(text);
  const begin = useEffectEvent(() => {
    // What is shown is what is sent: the example is an answer, too.
    if (text.trim() === "" && frame !== undefined) onChange(writeFrame(frame));
  });
  useEffect(() => begin(), []);
  const change = (more: Partial<FrameFormat>) => {
    if (frame !== undefined) onChange(writeFrame({ ...frame, ...more }));
  };
  const why = frame === undefined ? undefined : descriptionFault(parseFrameFormat, writeFrame(frame));
  return (
    <fieldset className={classes.editor} aria-label={say.title}>
      <strong>{say.title}</strong>
      <p className={classes.quiet}>{say.help}</p>
      {frame !== undefined && (
        <>
          <div className={classes.fields}>
            <TextInput
              label={say.sync}
              description={say.syncHint}
              value={frame.sync}
              maxLength={40}
              spellCheck={false}
              onChange={(event) => change({ sync: event.currentTarget.value })}
            />
            <NumberInput
              label={say.length}
              description={say.lengthHint}
              value={frame.length ?? ""}
              min={1}
              allowDecimal={false}
              onChange={(value) => change({ length: typeof value === "number" ? value : undefined })}
            />
            <NativeSelect
              label={say.endian}
              value={frame.endian ?? "little"}
              onChange={(event) => change({ endian: event.currentTarget.value as Endian })}
              data={endians.map((value) => ({ value, label: say.endians[value] }))}
            />
          </div>
          <strong>{say.fields}</strong>
          {frame.fields.map((field, index) => (
            <FrameFieldInputs
              // biome-ignore lint/suspicious/noArrayIndexKey: a field is its place; its name is being typed
              key={index}
              number={index + 1}
              field={field}
              onChange={(changed) => change({ fields: frame.fields.with(index, changed) })}
              onRemove={() => change({ fields: frame.fields.toSpliced(index, 1) })}
            />
          ))}
          <div>
            <Button
              variant="default"
              size="compact-sm"
              onClick={() =>
                change({ fields: [...frame.fields, nextField(frame.fields, say.field(frame.fields.length + 1))] })
              }
            >
              {say.add}
            </Button>
          </div>
          <FrameChecksumInputs checksum={frame.checksum} onChange={(checksum) => change({ checksum })} />
          {why !== undefined && <p role="status">{words.sources.json.wrong(why)}</p>}
        </>
      )}
      <JsonText
        text={frame === undefined ? text : writeFrame(frame)}
        name="frame"
        refuse={(typed) => (readFrame(typed) === undefined ? descriptionFault(parseFrameFormat, typed) : undefined)}
        onText={onChange}
        onRefused={onRefused}
      />
    </fieldset>
  );
}
