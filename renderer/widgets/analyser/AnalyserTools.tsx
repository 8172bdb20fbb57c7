import { NativeSelect } from "@mantine/core";
import type { Unit } from "../../../electron/domain/units.ts";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Analyser.module.css";
import type { AnalyserChoices } from "./analyserChoices.ts";
import { frequencyAxes } from "./axisWindow.ts";
import { averagings } from "./spectrumAverage.ts";
import { cursorKinds } from "./spectrumCursor.ts";
import { resolutions } from "./spectrumTrace.ts";
import { amplitudeScales, offeredUnits } from "./spectrumUnits.ts";

interface Props {
  readonly measured: Unit;
  readonly choices: AnalyserChoices & { readonly unit: Unit };
  readonly onChange: (changed: Partial<AnalyserChoices>) => void;
}

/** How the spectrum is to be looked at. */
export function AnalyserTools({ measured, choices, onChange }: Props) {
  const { words } = useWords();
  const { analyser } = words;
  const units = offeredUnits(measured);
  return (
    <div className={classes.tools}>
      <Choice
        label={analyser.resolution}
        value={choices.resolution}
        values={resolutions}
        words={analyser.resolutions}
        onChange={(resolution) => onChange({ resolution })}
      />
      <Choice
        label={analyser.cursor}
        value={choices.cursor}
        values={cursorKinds}
        words={analyser.cursors}
        onChange={(cursor) => onChange({ cursor })}
      />
      <Choice
        label={analyser.averaging}
        value={choices.averaging}
        values={averagings}
        words={analyser.averagings}
        onChange={(averaging) => onChange({ averaging })}
      />
      {units.length > 1 && (
        <Choice
          label={analyser.unit}
          value={choices.unit}
          values={units}
          words={Object.fromEntries(units.map((unit) => [unit, unit]))}
          onChange={(unit) => onChange({ unit })}
        />
      )}
      <Choice
        label={analyser.scale}
        value={choices.scale}
        values={amplitudeScales}
        words={analyser.scales}
        onChange={(scale) => onChange({ scale })}
      />
      <Choice
        label={analyser.axis}
        value={choices.axis}
        values={frequencyAxes}
        words={analyser.axes}
        onChange={(axis) => onChange({ axis })}
      />
    </div>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly values: readonly Value[];
  readonly words: Readonly<Partial<Record<Value, string>>>;
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, values, words, onChange }: ChoiceProps<Value>) {
  return (
    <NativeSelect
      size="xs"
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value as Value)}
      data={values.map((entry) => ({ value: entry, label: words[entry] ?? entry }))}
    />
  );
}
