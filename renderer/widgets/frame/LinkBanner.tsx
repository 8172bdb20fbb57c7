import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useLinkState, useTryNow } from "../../link/LinkProvider.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Bar.module.css";

/** Calm and plain while the station is away; nothing on the page is taken down meanwhile. */
export function LinkBanner() {
  const { words, format } = useWords();
  const link = useLinkState();
  const tryNow = useTryNow();
  const slow = useSlow(link.phase === "connecting");
  if (link.phase === "open" || (link.phase === "connecting" && !slow)) return null;
  return (
    <div role="status" className={classes.bar}>
      <p>
        {link.phase === "away"
          ? words.link.away(format.clock(link.since))
          : link.phase === "expired"
            ? words.link.expired
            : words.link.connecting}
      </p>
      {link.phase !== "connecting" && (
        <Button variant="default" size="compact-md" onClick={tryNow}>
          {words.link.tryNow}
        </Button>
      )}
    </div>
  );
}

/** A link that comes up at once is not worth a word. */
function useSlow(waiting: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    setSlow(false);
    if (!waiting) return;
    const timer = setTimeout(() => setSlow(true), 1000);
    return () => clearTimeout(timer);
  }, [waiting]);
  return slow;
}
