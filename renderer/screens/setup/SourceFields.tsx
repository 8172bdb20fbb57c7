import { Checkbox, NativeSelect, NumberInput } from "@mantine/core";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Setup.module.css";
import { type Separator, type SourceAnswers, separators } from "./sourceSettings.ts";

interface Props {
  readonly driver: string;
  readonly answers: SourceAnswers;
  readonly onChange: (answers: SourceAnswers) => void;
}

/** What a source cannot say itself: how fast a port talks, how often it measures, whether a recording goes round. */
export function SourceFields({ driver, answers, onChange }: Props) {
  const { words } = useWords();
  return (
    <>
      {driver === "serialText" && (
        <>
          <NumberInput
            label={words.setup.baud}
            value={answers.baudRate}
            onChange={(value) => typeof value === "number" && onChange({ ...answers, baudRate: value })}
            min={50}
          />
          <NativeSelect
            label={words.setup.separator}
            value={answers.separator}
            onChange={(event) => onChange({ ...answers, separator: event.currentTarget.value as Separator })}
            data={separators.map((value) => ({ value, label: words.setup.separators[value] }))}
          />
        </>
      )}
      <NumberInput
        label={`${words.setup.rate} (${words.setup.rateUnit})`}
        description={driver === "serialText" ? words.setup.lineRateHint : words.setup.rateHint}
        value={answers.sampleRate ?? ""}
        onChange={(value) => onChange({ ...answers, sampleRate: typeof value === "number" ? value : undefined })}
        min={0}
      />
      {driver === "recordedFile" && (
        <div className={classes.checks}>
          <Checkbox
            label={words.setup.loop}
            checked={answers.loop}
            onChange={(event) => onChange({ ...answers, loop: event.currentTarget.checked })}
          />
          <Checkbox
            label={words.setup.acceptCut}
            checked={answers.acceptCut}
            onChange={(event) => onChange({ ...answers, acceptCut: event.currentTarget.checked })}
          />
        </div>
      )}
    </>
  );
}
