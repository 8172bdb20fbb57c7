import { Checkbox, NativeSelect, NumberInput, PasswordInput, Textarea, TextInput } from "@mantine/core";
import type { SettingField } from "../../../../electron/domain/settingField.ts";
import { useWords } from "../../../words/WordsProvider.tsx";
import { FrameBuilder } from "../frame/FrameBuilder.tsx";
import { RegisterEditor } from "../registers/RegisterEditor.tsx";
import { choiceWord, fieldWords } from "./fieldWords.ts";
import { chosen } from "./sourceAnswers.ts";

interface Props {
  readonly driver: string;
  readonly field: SettingField;
  readonly answer: string | number | boolean | undefined;
  readonly onAnswer: (answer: string | number | boolean | undefined) => void;
  /** Why what was typed cannot be an answer; undefined when it can. */
  readonly onRefused: (why: string | undefined) => void;
}

/** One setting of a driver, asked for in the way its kind wants. */
export function SettingInput({ driver, field, answer, onAnswer, onRefused }: Props) {
  const { words } = useWords();
  const { label, hint } = fieldWords(words, driver, field.name);
  // "Baud rate (baud)" says nothing more than "Baud rate".
  const unit = field.unit === undefined || field.unit === "baud" ? "" : ` (${field.unit})`;
  const text = typeof answer === "string" || typeof answer === "number" ? String(answer) : "";
  switch (field.kind) {
    case "number":
      return (
        <NumberInput
          label={`${label}${unit}`}
          description={hint}
          value={typeof answer === "number" ? answer : ""}
          min={field.low}
          max={field.high}
          onChange={(value) => onAnswer(typeof value === "number" ? value : undefined)}
        />
      );
    case "choice": {
      const choices = field.choices ?? [];
      const open = field.usual === undefined ? [{ value: "", label: "–" }] : [];
      return (
        <NativeSelect
          label={`${label}${unit}`}
          description={hint}
          value={text}
          onChange={(event) => onAnswer(chosen(choices, event.currentTarget.value))}
          data={[
            ...open,
            ...choices.map((choice) => ({
              value: String(choice),
              label: choiceWord(words, driver, field.name, choice),
            })),
          ]}
        />
      );
    }
    case "switch":
      return (
        <Checkbox
          label={label}
          description={hint}
          checked={answer === true}
          onChange={(event) => onAnswer(event.currentTarget.checked)}
        />
      );
    case "frame":
      return <FrameBuilder text={text} onChange={onAnswer} onRefused={onRefused} />;
    case "registers":
      return <RegisterEditor text={text} onChange={onAnswer} onRefused={onRefused} />;
    case "long text":
      return (
        <Textarea
          label={label}
          description={hint}
          value={text}
          minRows={3}
          autosize
          spellCheck={false}
          onChange={(event) => onAnswer(event.currentTarget.value)}
        />
      );
    case "secret":
      return (
        <PasswordInput
          label={label}
          description={hint}
          value={text}
          autoComplete="off"
          onChange={(event) => onAnswer(event.currentTarget.value)}
        />
      );
    case "text":
      return (
        <TextInput
          label={`${label}${unit}`}
          description={hint}
          value={text}
          spellCheck={false}
          onChange={(event) => onAnswer(event.currentTarget.value)}
        />
      );
  }
}
