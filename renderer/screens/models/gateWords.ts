import type { Gate } from "../../../electron/domain/reportCard.ts";
import { alarmRate } from "../../words/alarmRate.ts";
import type { Format } from "../../words/format.ts";
import type { Words } from "../../words/words.ts";

/** What a gate found and what it wants, in the unit of that gate. */
export function gateSentence(words: Words, format: Format, gate: Gate): string {
  const figure = (value: number): string => {
    switch (gate.name) {
      case "enough data":
        return format.duration(value * 1000);
      case "small gap":
        return format.number(value, 1);
      case "sessions agree":
        return format.number(value);
      case "stable":
      case "sees faults":
        return format.share(value);
      case "budget met":
        return alarmRate(words.models.alarms, format, value);
    }
  };
  return words.models.verdict.found[gate.name](figure(gate.found), figure(gate.wanted));
}
