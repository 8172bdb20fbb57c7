import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import type { Seconds } from "../../../../electron/domain/units.ts";
import { useWords } from "../../../words/WordsProvider.tsx";
import type { LearnWish } from "./learnWish.ts";

const learnTimes = [60, 120, 600, 1800, 3600, 14_400] as const;

interface Props {
  readonly wish: LearnWish;
  readonly usual: Seconds;
  readonly learnedBefore: boolean;
  readonly onChange: (changed: Partial<LearnWish>) => void;
}

/** What it hears: how long, how the machine runs meanwhile, and whether what it knows still holds. */
export function LearnChoices({ wish, usual, learnedBefore, onChange }: Props) {
  const { words, format } = useWords();
  return (
    <>
      <NativeSelect
        label={words.machine.learnSeconds}
        value={wish.seconds ?? usual}
        onChange={(event) => onChange({ seconds: Number(event.currentTarget.value) })}
        data={[...new Set([usual, ...learnTimes, ...(wish.seconds === null ? [] : [wish.seconds])])]
          .toSorted((a, b) => a - b)
          .map((value) => ({ value: String(value), label: format.duration(value * 1000) }))}
      />
      <TextInput
        label={words.learn.mode}
        description={words.learn.modeHint}
        value={wish.mode}
        maxLength={120}
        onChange={(event) => onChange({ mode: event.currentTarget.value })}
      />
      {learnedBefore && (
        <Checkbox
          label={words.machine.startOver}
          checked={wish.startOver}
          onChange={(event) => onChange({ startOver: event.currentTarget.checked })}
        />
      )}
    </>
  );
}
