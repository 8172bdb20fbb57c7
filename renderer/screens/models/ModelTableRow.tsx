import { Link } from "wouter";
import type { ModelSummary } from "../../../electron/contract/modelsContract.ts";
import { useNow } from "../../live/StationProvider.tsx";
import { isBusy, learningSentence } from "../../widgets/LearningBar.tsx";
import { caresInOrder, isUrgent } from "../../widgets/modelCare.ts";
import { TestMark } from "../../widgets/TestMark.tsx";
import { alarmRate } from "../../words/alarmRate.ts";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Models.module.css";
import tableClasses from "./ModelTable.module.css";
import { learnedTime, type ModelRow, millisecondsPerDay, modelAge } from "./modelRows.ts";

/** One component: what its model asks of people first, then what it is and how it does. */
export function ModelTableRow({ row }: { row: ModelRow }) {
  const { words, format } = useWords();
  const now = useNow();
  const { machine, component, view, summary } = row;
  const { columns } = words.models;
  const age = modelAge(row, now);
  const rate = (perMonth: number | undefined) =>
    perMonth === undefined ? "–" : alarmRate(words.models.rate, format, perMonth);
  return (
    <tr>
      <td data-column={columns.care} className={tableClasses.care}>
        {isBusy(view.learning) ? learningSentence(words, format, view.learning) : <Cares summary={summary} />}
      </td>
      <th scope="row">
        <Link href={`/models/${encodeURIComponent(component.id)}`} className={tableClasses.name}>
          <strong>{component.name}</strong>
          <span className={classes.quiet}>{machine.name}</span>
        </Link>
      </th>
      <td data-column={columns.model}>
        <Model summary={summary} />
      </td>
      <td data-column={columns.data} className={tableClasses.figures}>
        {summary === undefined || summary.sessions === 0
          ? "–"
          : words.models.sessions(summary.sessions, format.duration(learnedTime(summary)))}
      </td>
      <td data-column={columns.expected} className={tableClasses.figures}>
        {rate(summary?.expectedPerMonth)}
      </td>
      <td data-column={columns.observed} className={tableClasses.figures}>
        {summary === undefined || summary.alertDays === 0
          ? "–"
          : words.models.observed(
              format.number(summary.alerts),
              format.duration(summary.alertDays * millisecondsPerDay),
            )}
      </td>
      <td data-column={columns.age} className={tableClasses.figures}>
        {age === undefined ? "–" : format.duration(age)}
      </td>
    </tr>
  );
}

function Cares({ summary }: { summary: ModelSummary | undefined }) {
  const { words } = useWords();
  if (summary === undefined) return "–";
  const first = caresInOrder(summary)[0];
  if (first === undefined) {
    return (
      <span className={classes.verdict}>
        <TestMark verdict="passed" /> {words.models.inOrder}
      </span>
    );
  }
  const urgent = isUrgent(first);
  return (
    <>
      <span className={classes.verdict} data-failed={urgent || undefined} title={words.models.careTodo[first]}>
        <TestMark verdict={urgent ? "failed" : "open"} /> {words.models.care[first]}
      </span>
      {urgent && <span className={classes.second}>{words.models.careTodo[first]}</span>}
    </>
  );
}

function Model({ summary }: { summary: ModelSummary | undefined }) {
  const { words } = useWords();
  if (summary?.model === undefined) {
    return summary?.waiting === undefined ? words.models.notYet : words.models.waiting(summary.waiting);
  }
  const { kind, version } = summary.model;
  return (
    <>
      {words.models.kinds[kind] ?? kind}, {words.models.version(version)}
      {summary.waiting !== undefined && <span className={classes.second}>{words.models.waiting(summary.waiting)}</span>}
    </>
  );
}
