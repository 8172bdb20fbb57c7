import type { ComponentView } from "../../live/plantView.ts";
import { FindingList } from "../../widgets/FindingList.tsx";
import { groupFindings } from "../../widgets/findingGroups.ts";
import { Panel } from "../../widgets/Panel.tsx";
import { useFindings, useTroubleSentence } from "../../widgets/useFindings.ts";
import { useWords } from "../../words/WordsProvider.tsx";

/** What is wrong with the sensors of a component, and what to do; nothing while nothing is. */
export function FindingsPanel({ view }: { view: ComponentView }) {
  const { words } = useWords();
  const { findings, sentence } = useFindings(view.points);
  const headline = useTroubleSentence(view.points);
  // What is in trouble most is the headline already.
  const told = groupFindings(findings).find((group) => sentence(group) === headline);
  const rest = view.state === "sensor trouble" ? findings.filter((each) => each !== told?.finding) : findings;
  if (rest.length === 0) return null;
  return (
    <Panel title={words.devices.findings}>
      <FindingList findings={rest} sentence={sentence} />
    </Panel>
  );
}
