import { useCallback, useState } from "react";
import { Link, useLocation } from "wouter";
import { usePreferences } from "../../theme/preferences.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import { AlertDetail, type Intent } from "./AlertDetail.tsx";
import { AlertList } from "./AlertList.tsx";
import classes from "./Alerts.module.css";
import { type AlertFilter, alertFilterNames } from "./alertFilters.ts";

/** What happened, and what was done about it: the list, and beside it one alert with its evidence. */
export function AlertsScreen({ parts }: { parts: readonly string[] }) {
  const { words } = useWords();
  const { shopFloor } = usePreferences();
  const [, go] = useLocation();
  const [filter, setFilter] = useState<AlertFilter>("open");
  // Who presses a filter keeps the focus there.
  const [filtered, setFiltered] = useState(false);
  const [intent, setIntent] = useState<{ readonly id: string; readonly what: Intent }>();
  const [chosen] = parts;
  const open = useCallback(
    (id: string, what?: Intent) => {
      setIntent(what === undefined ? undefined : { id, what });
      go(`/alerts/${encodeURIComponent(id)}`);
    },
    [go],
  );
  const finishIntent = useCallback(() => setIntent(undefined), []);
  return (
    <div className={classes.screen} data-chosen={chosen !== undefined || undefined}>
      <h1 className={classes.heading}>{words.alerts.heading}</h1>
      <section className={classes.listSide} aria-label={words.alerts.list}>
        <fieldset className={classes.filters} aria-label={words.alerts.filter}>
          {alertFilterNames.map((name) => (
            <button
              key={name}
              type="button"
              className={classes.filter}
              aria-pressed={name === filter}
              onClick={() => {
                setFilter(name);
                setFiltered(true);
              }}
            >
              {words.alerts[name]}
            </button>
          ))}
        </fieldset>
        <AlertList key={`${filter} ${shopFloor}`} filter={filter} chosen={chosen} onOpen={open} takeFocus={!filtered} />
      </section>
      {chosen !== undefined && (
        <section className={classes.detailSide} aria-label={words.alerts.chosen}>
          <Link href="/alerts" className={classes.back}>
            {words.alerts.back}
          </Link>
          <AlertDetail
            key={chosen}
            id={chosen}
            intent={intent?.id === chosen ? intent.what : undefined}
            onIntentDone={finishIntent}
          />
        </section>
      )}
    </div>
  );
}
