import { Skeleton } from "@mantine/core";
import { keepPreviousData, useQueries } from "@tanstack/react-query";
import { type KeyboardEvent, useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import type { AlertRow } from "../../../electron/contract/alertsContract.ts";
import { useCalls } from "../../link/LinkProvider.tsx";
import { usePreferences } from "../../theme/preferences.tsx";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import type { Intent } from "./AlertDetail.tsx";
import { AlertLine } from "./AlertLine.tsx";
import classes from "./Alerts.module.css";
import { type AlertFilter, filterInput } from "./alertFilters.ts";
import { pageOffsets, scrollToRow, visibleRows } from "./visiblePages.ts";

const pageSize = 100;
const rowHeights = { desk: 56, shopFloor: 76 } as const;

interface Props {
  readonly filter: AlertFilter;
  readonly chosen: string | undefined;
  readonly onOpen: (id: string, what?: Intent) => void;
  /** The list takes the keyboard as soon as there is something in it. */
  readonly takeFocus: boolean;
}

/** Draws only the rows in sight and fetches only their pages, so that ten thousand alerts scroll like ten. */
export function AlertList({ filter, chosen, onOpen, takeFocus }: Props) {
  const { words, format } = useWords();
  const { shopFloor } = usePreferences();
  const calls = useCalls();
  const rowHeight = shopFloor ? rowHeights.shopFloor : rowHeights.desk;
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ scrollTop: 0, height: 600 });
  const [total, setTotal] = useState(0);
  const [active, setActive] = useState(0);
  const listId = useId();
  const rows = visibleRows({ ...view, rowHeight, total });
  const offsets = pageOffsets(rows, pageSize);
  const pages = useQueries({
    queries: offsets.map((offset) =>
      calls.alerts.list.queryOptions({
        input: { ...filterInput(filter), offset, limit: pageSize },
        placeholderData: keepPreviousData,
      }),
    ),
  });
  const known = pages.find(({ data, isPlaceholderData }) => data !== undefined && !isPlaceholderData)?.data?.total;
  const failure = pages.find(({ error }) => error !== null)?.error;
  useEffect(() => {
    if (known !== undefined) setTotal(known);
  }, [known]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const watcher = new ResizeObserver(() => setView((before) => ({ ...before, height: element.clientHeight })));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);

  // The keys under the list are meant: they work at once, unless somebody is in the middle of something else.
  const ready = known !== undefined && known > 0;
  const first = pages[0]?.data?.alerts;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the list is there; later the user moves
  useEffect(() => {
    const row = first?.findIndex(({ id }) => id === chosen) ?? -1;
    if (row > 0) setActive(row);
    const busy = document.activeElement?.closest("input, textarea, select, [role=dialog]");
    if (ready && takeFocus && !busy) scroller.current?.focus({ preventScroll: true });
  }, [ready, takeFocus]);

  const alertAt = (row: number): AlertRow | undefined => {
    const page = offsets.indexOf(Math.floor(row / pageSize) * pageSize);
    return pages[page]?.data?.alerts[row % pageSize];
  };
  const moveTo = (row: number) => {
    const next = Math.max(0, Math.min(total - 1, row));
    setActive(next);
    const element = scroller.current;
    if (element !== null) element.scrollTop = scrollToRow(next, { ...view, scrollTop: element.scrollTop, rowHeight });
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(view.height / rowHeight) - 1);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: total - 1,
    };
    const target = moves[event.key];
    const alert = alertAt(active);
    if (target !== undefined) moveTo(target);
    else if (alert === undefined) return;
    else if (event.key === "Enter") onOpen(alert.id);
    else if (event.key.toLowerCase() === "a") onOpen(alert.id, "acknowledge");
    else if (event.key.toLowerCase() === "s") onOpen(alert.id, "shelve");
    else return;
    event.preventDefault();
  };

  const openRow = useCallback(
    (row: number, id: string) => {
      setActive(row);
      onOpen(id);
    },
    [onOpen],
  );
  const drawn = Array.from({ length: rows.end - rows.first }, (_, index) => rows.first + index);
  const empty = known === 0;
  return (
    <>
      <p className={classes.quiet}>
        {known !== undefined && words.alerts.count(format.number(total))}
        {!empty && ` · ${words.alerts.keys}`}
      </p>
      <FaultNote failure={failure} retry={() => pages.forEach((page) => void page.refetch())} />
      {known === undefined && failure === undefined && <Skeleton height={rowHeight * 3} />}
      {empty && <p>{filter === "open" || filter === "all" ? words.alerts.none : words.alerts.noneFiltered}</p>}
      <div
        ref={scroller}
        className={classes.scroller}
        hidden={empty}
        role="listbox"
        tabIndex={0}
        aria-label={words.alerts.list}
        aria-activedescendant={total > 0 ? `${listId}-${active}` : undefined}
        onKeyDown={pressed}
        onScroll={(event) => {
          const { scrollTop } = event.currentTarget;
          setView((before) => ({ ...before, scrollTop }));
        }}
      >
        <div className={classes.canvas} style={{ height: total * rowHeight }}>
          {drawn.map((row) => (
            <AlertLine
              key={row}
              id={`${listId}-${row}`}
              row={row}
              total={total}
              top={row * rowHeight}
              height={rowHeight}
              alert={alertAt(row)}
              active={row === active}
              chosen={chosen !== undefined && alertAt(row)?.id === chosen}
              brief={chosen !== undefined}
              onOpen={openRow}
            />
          ))}
        </div>
      </div>
    </>
  );
}
