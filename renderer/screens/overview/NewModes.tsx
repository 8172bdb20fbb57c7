import { Link } from "wouter";
import type { MachineView } from "../../live/plantView.ts";
import { StateShape } from "../../widgets/StateShape.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./LearnAll.module.css";

/** Machines that run as they never did while learning: nobody is alarmed, but somebody has to say whether it is healthy. */
export function NewModes({ machines }: { machines: readonly MachineView[] }) {
  const { words } = useWords();
  const asking = machines.flatMap(({ machine, components }) => {
    const first = components.find(
      ({ state, health }) => state === "not judged" && health?.reason === "new operating mode",
    );
    return first === undefined ? [] : [{ machine, component: first.component }];
  });
  if (asking.length === 0) return null;
  return (
    <ul className={classes.modes}>
      {asking.map(({ machine, component }) => (
        <li key={machine.id}>
          <StateShape state="not judged" />
          <span>{words.learn.newModes(machine.name)}</span>
          <Link
            href={`/machines/${encodeURIComponent(machine.id)}/${encodeURIComponent(component.id)}`}
            className={classes.link}
          >
            {words.learn.newModesDo}
          </Link>
        </li>
      ))}
    </ul>
  );
}
