import { Link } from "wouter";
import type { MachineView } from "../../live/plantView.ts";
import { StateWord } from "../../widgets/StateWord.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Machine.module.css";

/** Every machine with every component in one plain list. */
export function MachineList({ machines }: { machines: readonly MachineView[] }) {
  const { words } = useWords();
  return (
    <>
      <h1>{words.machines.heading}</h1>
      {machines.length === 0 && (
        <p>
          {words.machines.none} <Link href="/setup">{words.machines.goSetup}</Link>
        </p>
      )}
      {machines.map(({ machine, components }) => (
        <section key={machine.id} className={classes.listed} aria-label={machine.name}>
          <h2>
            <Link href={`/machines/${encodeURIComponent(machine.id)}`}>{machine.name}</Link>
          </h2>
          <ul className={classes.rows}>
            {components.map((view) => (
              <li key={view.component.id}>
                <Link
                  href={`/machines/${encodeURIComponent(machine.id)}/${encodeURIComponent(view.component.id)}`}
                  className={classes.row}
                >
                  <span>{view.component.name}</span>
                  <StateWord view={view} />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
