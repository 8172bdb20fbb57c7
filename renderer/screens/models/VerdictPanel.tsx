import type { ModelDossier } from "../../../electron/contract/modelsContract.ts";
import { Panel } from "../../widgets/Panel.tsx";
import { TestMark } from "../../widgets/TestMark.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import { gateSentence } from "./gateWords.ts";
import classes from "./Models.module.css";
import { PutInService } from "./PutInService.tsx";

/** May it serve? Every gate with its shape, its word and its figures, and the engineer's word where one failed. */
export function VerdictPanel({ dossier: { card, version, versions } }: { dossier: ModelDossier }) {
  const { words, format } = useWords();
  const failed = card.gates.filter(({ passed }) => !passed);
  const untested = card.gates.length === 0;
  const { override } = version;
  const goesBack = versions.some((entry) => entry.inService && entry.version > version.version);
  return (
    <Panel title={words.models.verdict.title}>
      <p className={classes.verdict} data-failed={failed.length > 0 || undefined}>
        <TestMark verdict={untested ? "open" : failed.length > 0 ? "failed" : "passed"} />{" "}
        {untested
          ? words.models.verdict.untested
          : failed.length > 0
            ? words.models.verdict.failed(failed.length)
            : words.models.verdict.passed}
      </p>
      <ul className={classes.gates}>
        {card.gates
          .toSorted((a, b) => Number(a.passed) - Number(b.passed))
          .map((gate) => (
            <li key={gate.name} data-failed={!gate.passed || undefined}>
              <TestMark verdict={gate.passed ? "passed" : "failed"} />
              <span>
                <strong>{words.models.verdict.gates[gate.name]}</strong>
                <span className={classes.gateWord}>
                  {gate.passed ? words.models.verdict.ok : words.models.verdict.notOk}
                </span>
                <span className={classes.second}>{gateSentence(words, format, gate)}</span>
                {!gate.passed && <span className={classes.todo}>{words.models.verdict.todo[gate.name]}</span>}
              </span>
            </li>
          ))}
      </ul>
      {override !== undefined && (
        <p>{words.models.verdict.overridden(override.by, format.exact(override.at), override.reason)}</p>
      )}
      {!version.inService && (
        <PutInService
          componentId={card.componentId}
          version={version.version}
          label={words.models.service[goesBack ? "back" : "title"](version.version)}
          needsReason={failed.length > 0}
        />
      )}
    </Panel>
  );
}
