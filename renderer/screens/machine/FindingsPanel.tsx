import type { ComponentView } from "../../live/plantView.ts";
import { FindingList } from "../../widgets/FindingList.tsx";
import { Panel } from "../../widgets/Panel.tsx";
import { useFindings } from "../../widgets/useFindings.ts";
import { useWords } from "../../words/WordsProvider.tsx";

/** What is wrong with the sensors of a component, and what to do; nothing while nothing is. */
export function FindingsPanel({ view }: { view: ComponentView }) {
  const { words } = useWords();
  const { findings, sentence } = useFindings(view.points);
  // What is in trouble most is the headline already.
  const rest = view.state === "sensor trouble" ? findings.slice(1) : findings;
  if (rest.length === 0) return null;
  return (
    <Panel title={words.devices.findings}>
      <FindingList findings={rest} sentence={sentence} />
    </Panel>
  );
}
