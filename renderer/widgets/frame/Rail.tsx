import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useCalls } from "../../link/LinkProvider.tsx";
import { useSnapshot } from "../../live/StationProvider.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import { needsEngineer } from "../modelCare.ts";
import classes from "./Rail.module.css";

export type RailName = "overview" | "alerts" | "machines" | "models" | "setup";

const icons: Readonly<Record<RailName, ReactNode>> = {
  overview: <path d="M3 3h8v8H3zM13 3h8v8h-8zM3 13h8v8H3zM13 13h8v8h-8z" />,
  alerts: <path d="M12 3a6 6 0 0 0-6 6v5l-2 3h16l-2-3V9a6 6 0 0 0-6-6zM10 20h4" />,
  machines: <path d="M3 8h11v9H3zM14 11h4v3h-4M18 9h3v7h-3M5 17v3M12 17v3M6 5h5v3" />,
  models: (
    <path d="M3 17c2.5 0 3-10 6-10s3.5 10 6 10 2.500-5 3.500-7M3 21h18M18 4.500l1.200 2.300 2.300.4-1.700 1.700.4 2.400" />
  ),
  setup: <path d="M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5" />,
};

interface Props {
  readonly screens: readonly { readonly name: RailName; readonly path: string }[];
  readonly current: RailName | undefined;
}

/** Left on a desk, at the bottom on a tablet. */
export function Rail({ screens, current }: Props) {
  const { words } = useWords();
  const calls = useCalls();
  const models = useQuery(calls.models.list.queryOptions());
  const caring = models.data?.filter(needsEngineer).length ?? 0;
  const unacknowledged = useSnapshot()?.unacknowledged ?? 0;
  return (
    <nav className={classes.rail} aria-label={words.rail.label}>
      {screens.map(({ name, path }) => (
        <Link key={name} href={path} className={classes.entry} aria-current={name === current ? "page" : undefined}>
          <svg viewBox="0 0 24 24" className={classes.icon} aria-hidden="true">
            {icons[name]}
          </svg>
          <span>{words.rail[name]}</span>
          {name === "alerts" && <Count count={unacknowledged} title={words.rail.unacknowledged(unacknowledged)} />}
          {name === "models" && <Count count={caring} title={words.rail.needEngineer(caring)} quiet />}
        </Link>
      ))}
    </nav>
  );
}

/** How much waits behind an entry; nothing when nothing does. `quiet`: it can wait. */
function Count({ count, title, quiet = false }: { count: number; title: string; quiet?: boolean }) {
  if (count === 0) return null;
  return (
    <span className={classes.count} data-quiet={quiet || undefined} title={title}>
      <span aria-hidden="true">{count > 999 ? "999+" : count}</span>
      <span className="visually-hidden">, {title}</span>
    </span>
  );
}
