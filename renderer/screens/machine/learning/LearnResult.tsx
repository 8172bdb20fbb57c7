import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { Learning } from "../../../../electron/contract/componentsContract.ts";
import type { ModelSummary } from "../../../../electron/contract/modelsContract.ts";
import { useCalls } from "../../../link/LinkProvider.tsx";
import { TestMark } from "../../../widgets/TestMark.tsx";
import { alarmRate } from "../../../words/alarmRate.ts";
import { failureWords } from "../../../words/failureWords.ts";
import { useWords } from "../../../words/WordsProvider.tsx";
import classes from "./Learning.module.css";

interface Props {
  readonly componentId: string;
  readonly learning: Learning | undefined;
  readonly summary: ModelSummary | undefined;
}

/** The sixth step: it serves, or it waits for an engineer, because; or learning ended without a model. */
export function LearnResult({ componentId, learning, summary }: Props) {
  const { words, format } = useWords();
  if (summary?.waiting !== undefined) {
    return <Waiting componentId={componentId} version={summary.waiting} serving={summary.model !== undefined} />;
  }
  if (learning?.state === "failed") {
    return (
      <p role="alert">
        {words.learn.failed} {failureWords(words, format, learning)}
      </p>
    );
  }
  if (learning?.state === "cancelled") return <p role="status">{words.learn.cancelled}</p>;
  if (learning?.state === "done" && summary?.model !== undefined) {
    return (
      <p role="status" className={classes.result}>
        <TestMark verdict="passed" />
        <span>
          {words.learn.served(summary.model.version)}{" "}
          {summary.expectedPerMonth !== undefined &&
            words.learn.watches(alarmRate(words.models.alarms, format, summary.expectedPerMonth))}
        </span>
      </p>
    );
  }
  return null;
}

interface WaitingProps {
  readonly componentId: string;
  readonly version: number;
  /** Another version judges meanwhile. */
  readonly serving: boolean;
}

function Waiting({ componentId, version, serving }: WaitingProps) {
  const { words } = useWords();
  const calls = useCalls();
  const dossier = useQuery(calls.models.dossier.queryOptions({ input: { componentId, version } }));
  const failed = dossier.data?.card.gates.filter(({ passed }) => !passed) ?? [];
  return (
    <div className={classes.waiting}>
      <p className={classes.result}>
        <TestMark verdict="failed" />
        <strong>{words.learn.waits(version)}</strong>
      </p>
      <ul>
        {failed.map(({ name }) => (
          <li key={name}>
            {words.models.verdict.gates[name]}: {words.models.verdict.notOk.toLocaleLowerCase()}.{" "}
            {words.models.verdict.todo[name]}
          </li>
        ))}
      </ul>
      <p>{serving ? words.learn.waitsOld : words.learn.waitsNone}</p>
      <Link href={`/models/${encodeURIComponent(componentId)}/${version}`} className={classes.link}>
        {words.learn.toCard}
      </Link>
    </div>
  );
}
