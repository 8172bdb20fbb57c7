import { useEffect, useRef, useState } from "react";
import { useOpenAlerts } from "../../live/usePlant.ts";
import { useWords } from "../../words/WordsProvider.tsx";
import { useAlertSentence } from "../alertSentence.ts";

/** Says each new alert once to screen readers; what was open when the page came up is read on the screen itself. */
export function NewAlerts() {
  const { words } = useWords();
  const sentenceOf = useAlertSentence();
  const { data } = useOpenAlerts();
  const known = useRef<ReadonlySet<string>>(undefined);
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (data === undefined) return;
    const before = known.current;
    known.current = new Set(data.alerts.map(({ id }) => id));
    const fresh = before && data.alerts.find(({ id, phase }) => phase === "unacknowledged" && !before.has(id));
    if (fresh) setSaid(words.alerts.newAlert(sentenceOf(fresh)));
  }, [data, words, sentenceOf]);
  return (
    <p className="visually-hidden" aria-live="assertive">
      {said}
    </p>
  );
}
