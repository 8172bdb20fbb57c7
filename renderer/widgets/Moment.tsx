import type { UtcMilliseconds } from "../../electron/domain/units.ts";
import { useNow } from "../live/StationProvider.tsx";
import { useWords } from "../words/WordsProvider.tsx";

/** A time as people say it, "3 min ago" or "14:02", with the exact one on hover. */
export function Moment({ time, as = "ago" }: { time: UtcMilliseconds; as?: "ago" | "clock" }) {
  const { format } = useWords();
  const now = useNow();
  return (
    <time dateTime={new Date(time).toISOString()} title={format.exact(time)}>
      {as === "ago" ? format.ago(time, now) : format.moment(time, now)}
    </time>
  );
}
