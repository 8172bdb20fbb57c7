import { useQuery } from "@tanstack/react-query";
import { useCalls } from "../../../link/LinkProvider.tsx";
import { FaultNote } from "../../../widgets/FaultNote.tsx";
import { Panel } from "../../../widgets/Panel.tsx";
import { useWords } from "../../../words/WordsProvider.tsx";
import classes from "../Setup.module.css";

/** What one is asked for on the telephone. */
export function AboutPanel() {
  const { words } = useWords();
  const calls = useCalls();
  const { data, error } = useQuery(calls.station.about.queryOptions());
  return (
    <Panel title={words.setup.about}>
      <FaultNote failure={error} />
      {data !== undefined && (
        <dl className={classes.facts}>
          <dt>{words.setup.version}</dt>
          <dd>
            {words.product} {data.version}, Node {data.node}, SQLite {data.sqlite}
          </dd>
          <dt>{words.setup.dataFolder}</dt>
          <dd>{data.dataFolder}</dd>
        </dl>
      )}
    </Panel>
  );
}
