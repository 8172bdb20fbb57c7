import { useState } from "react";
import { Link } from "wouter";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Models.module.css";
import tableClasses from "./ModelTable.module.css";
import { ModelTableRow } from "./ModelTableRow.tsx";
import { type ModelColumn, type ModelRow, modelColumns, needingCare, sortRows } from "./modelRows.ts";

/** Which models need an engineer, and what each knows: one line a component. */
export function ModelTable({ rows }: { rows: readonly ModelRow[] }) {
  const { words } = useWords();
  const [column, setColumn] = useState<ModelColumn>("care");
  const caring = needingCare(rows);
  const more = rows.filter(({ summary }) => summary === undefined || summary.care.length > 0).length;
  const none = rows.every(({ summary }) => summary?.model === undefined && summary?.waiting === undefined);
  if (none) return <NoModels plantIsEmpty={rows.length === 0} />;
  return (
    <div className={classes.screen}>
      <header>
        <h1>
          {caring > 0
            ? words.models.needCare(caring, rows.length)
            : more > 0
              ? words.models.couldLearn(more, rows.length)
              : words.models.allWell(rows.length)}
        </h1>
        <p className={classes.quiet}>{words.models.help}</p>
      </header>
      <table className={tableClasses.table} aria-label={words.models.table}>
        <thead>
          <tr>
            {modelColumns.map((name) => (
              <th key={name} scope="col" aria-sort={name === column ? "ascending" : undefined}>
                <button
                  type="button"
                  className={tableClasses.sort}
                  title={words.models.sortBy(words.models.columns[name])}
                  onClick={() => setColumn(name)}
                >
                  {words.models.columns[name]}
                  <span aria-hidden="true">{name === column ? " ▾" : ""}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sortRows(rows, column).map((row) => (
            <ModelTableRow key={row.component.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function NoModels({ plantIsEmpty }: { plantIsEmpty: boolean }) {
  const { words } = useWords();
  return (
    <div className={classes.none}>
      <h1>{words.models.noneYet}</h1>
      <p>{plantIsEmpty ? words.models.emptyPlant : words.models.emptyHelp}</p>
      <Link href={plantIsEmpty ? "/setup" : "/"} className={classes.action}>
        {plantIsEmpty ? words.empty.begin : words.models.goLearn}
      </Link>
    </div>
  );
}
