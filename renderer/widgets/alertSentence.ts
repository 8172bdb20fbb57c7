import { useCallback } from "react";
import type { AlertRow } from "../../electron/contract/alertsContract.ts";
import type { Deviation } from "../../electron/domain/alert.ts";
import type { Point } from "../../electron/domain/plant.ts";
import type { UtcMilliseconds } from "../../electron/domain/units.ts";
import { useNow } from "../live/StationProvider.tsx";
import { usePoints } from "../live/usePlant.ts";
import type { Format } from "../words/format.ts";
import { useWords } from "../words/WordsProvider.tsx";
import type { Words } from "../words/words.ts";

type NamedPoint = Pick<Point, "id" | "name" | "unit">;

/**
 * "2.9–3.4 kHz is 11 dB above healthy.", "Temperature is 72 °C, 12 °C above healthy."
 * @param points by whose name and unit a value is told
 * @param when `worst`: of an alert, whose value is that of its worst moment and may be over
 */
export function deviationSentence(
  words: Words,
  format: Format,
  deviation: Deviation | undefined,
  points: readonly NamedPoint[],
  when: "now" | "worst" = "now",
): string {
  if (deviation === undefined) return words.sentence.noBand;
  if (deviation.value !== undefined) {
    const { now, healthy } = deviation.value;
    const point = points.find(({ id }) => id === deviation.pointId);
    const name = point?.name ?? words.machine.point;
    const [shown, by] = [now, Math.abs(now - healthy)].map((value) => format.measured(value, point?.unit)) as [
      string,
      string,
    ];
    const { valueOver, valueUnder, valueCameOver, valueCameUnder } = words.sentence;
    const [over, under] = when === "worst" ? [valueCameOver, valueCameUnder] : [valueOver, valueUnder];
    return (now >= healthy ? over : under)(name, shown, by);
  }
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
  const points = usePoints();
  // A minute is fine enough for "since": the sentence must not change every second under a screen reader.
  const minute = Math.floor(useNow() / 60_000) * 60_000;
  return useCallback(
    (alert) => {
      const where = words.sentence.where(alert.machineName, alert.componentName);
      return `${words.sentence.unusual(where, format.moment(alert.raisedAt, minute))} ${deviationSentence(words, format, alert.deviation, points, "worst")}`;
    },
    [words, format, minute, points],
  );
}
