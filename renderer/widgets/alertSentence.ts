import { useCallback } from "react";
import type { AlertRow } from "../../electron/contract/alertsContract.ts";
import type { Deviation } from "../../electron/domain/alert.ts";
import type { UtcMilliseconds } from "../../electron/domain/units.ts";
import { useNow } from "../live/StationProvider.tsx";
import type { Format } from "../words/format.ts";
import { useWords } from "../words/WordsProvider.tsx";
import type { Words } from "../words/words.ts";

/** "2.9–3.4 kHz is 11 dB above healthy." */
export function deviationSentence(words: Words, format: Format, deviation: Deviation | undefined): string {
  if (deviation === undefined) return words.sentence.noBand;
  const band = format.band(deviation.low, deviation.high);
  const change = format.decibels(deviation.change);
  return deviation.change >= 0 ? words.sentence.over(band, change) : words.sentence.under(band, change);
}

/** "Acknowledged", "Shelved until 14:00": where an alert stands. */
export function phaseWord(
  words: Words,
  format: Format,
  { phase, shelvedUntil }: Pick<AlertRow, "phase" | "shelvedUntil">,
  now: UtcMilliseconds,
): string {
  return phase === "shelved" && shelvedUntil !== undefined
    ? words.stateWith.shelvedUntil(format.moment(shelvedUntil, now))
    : words.phase[phase];
}

/** The one sentence of an alert: where, since when, and what differs. */
export function useAlertSentence(): (alert: AlertRow) => string {
  const { words, format } = useWords();
  // A minute is fine enough for "since": the sentence must not change every second under a screen reader.
  const minute = Math.floor(useNow() / 60_000) * 60_000;
  return useCallback(
    (alert) => {
      const where = words.sentence.where(alert.machineName, alert.componentName);
      return `${words.sentence.unusual(where, format.moment(alert.raisedAt, minute))} ${deviationSentence(words, format, alert.deviation)}`;
    },
    [words, format, minute],
  );
}
