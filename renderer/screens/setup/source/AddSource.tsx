import { useQuery } from "@tanstack/react-query";
import { useCalls } from "../../../link/LinkProvider.tsx";
import { FaultNote } from "../../../widgets/FaultNote.tsx";
import { useWords } from "../../../words/WordsProvider.tsx";
import classes from "../Setup.module.css";
import { SourceEditor } from "./SourceEditor.tsx";

/** The kind most people add by hand stands first. */
const usualKind = "recordedFile";

/** What cannot appear by itself: a recording, a folder, a sensor on the network, a port that is not listed. */
export function AddSource({ ports }: { ports: readonly string[] }) {
  const { words } = useWords();
  const calls = useCalls();
  const kinds = useQuery(calls.listening.kinds.queryOptions());
  const ordered = (kinds.data ?? []).toSorted(
    (a, b) => Number(b.driver === usualKind) - Number(a.driver === usualKind),
  );
  return (
    <>
      <p className={classes.quiet}>{words.sources.help}</p>
      <FaultNote failure={kinds.error} retry={() => void kinds.refetch()} />
      {ordered.length > 0 && <SourceEditor kinds={ordered} addresses={ports} />}
    </>
  );
}
