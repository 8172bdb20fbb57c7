import type { TrendRow } from "../../../electron/contract/componentsContract.ts";
import type { Machine } from "../../../electron/domain/plant.ts";
import type { UtcMilliseconds } from "../../../electron/domain/units.ts";
import type { ComponentView } from "../../live/plantView.ts";
import { useNow } from "../../live/StationProvider.tsx";
import { useTrend } from "../../live/useTrend.ts";
import { deviationSentence } from "../../widgets/alertSentence.ts";
import { useTroubleSentence } from "../../widgets/useFindings.ts";
import type { Format } from "../../words/format.ts";
import { useWords } from "../../words/WordsProvider.tsx";
import type { Words } from "../../words/words.ts";

export type Tendency = "rising" | "falling" | "steady";

/** A smaller change is the weather of the score, not a tendency. */
const noticeable = 1.25;
const enoughRows = 8;

/** Where the score went since the episode began: its last third against its first. */
export function tendency(rows: readonly TrendRow[], since: UtcMilliseconds): Tendency {
  const episode = rows.filter(({ time }) => time >= since);
  if (episode.length < enoughRows) return "steady";
  const third = Math.floor(episode.length / 3);
  const mean = (part: readonly TrendRow[]) => part.reduce((sum, row) => sum + row.mean, 0) / part.length;
  const ratio = mean(episode.slice(-third)) / Math.max(mean(episode.slice(0, third)), Number.EPSILON);
  if (ratio > noticeable) return "rising";
  return ratio < 1 / noticeable ? "falling" : "steady";
}

interface Facts {
  readonly machine: Pick<Machine, "name">;
  readonly view: ComponentView;
  readonly now: UtcMilliseconds;
  readonly tendency: Tendency;
  /** What its sensor is in trouble with, as a sentence; missing while nobody knows. */
  readonly trouble?: string | undefined;
}

/** The first line of the screen, made from facts: what, since when, where it is going, what differs. */
export function componentSentence(
  words: Words,
  format: Format,
  { machine, view, now, tendency, trouble }: Facts,
): string {
  const where = words.sentence.where(machine.name, view.component.name);
  const { health, alert } = view;
  switch (view.state) {
    case "alarm":
    case "warning":
    case "watch": {
      const since = format.moment(alert?.raisedAt ?? health?.since ?? now, now);
      const moving = tendency === "steady" ? "" : ` ${words.sentence[tendency]}`;
      return `${words.sentence.unusual(where, since)}${moving} ${deviationSentence(words, format, alert?.deviation, view.points, "worst")}`;
    }
    case "sensor trouble":
      return trouble === undefined ? words.sentence.sensor(where) : words.sentence.sensorIs(where, trouble);
    case "learning":
      return words.sentence.learning(where, format.percent(health?.progress ?? 0));
    case "shelved":
      return words.sentence.shelved(where);
    case "out of service":
      return words.sentence.outOfService(where);
    case "not judged":
      return health?.reason === undefined
        ? words.sentence.unknown(where)
        : words.sentence.notJudged(where, words.reason[health.reason]);
    case "as usual":
      return words.sentence.usual(where, format.moment(health?.since ?? now, now));
  }
}

const sentenceRows = 240;

export function useComponentSentence(machine: Machine, view: ComponentView): string {
  const { words, format } = useWords();
  const now = useNow();
  const trend = useTrend(view.component.id, "1h", sentenceRows);
  const trouble = useTroubleSentence(view.points);
  const since = view.alert?.raisedAt ?? view.health?.since ?? now;
  return componentSentence(words, format, {
    machine,
    view,
    now,
    trouble,
    tendency: tendency(trend.data?.trend.score ?? [], since),
  });
}
