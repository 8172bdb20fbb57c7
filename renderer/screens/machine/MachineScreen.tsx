import { Skeleton } from "@mantine/core";
import { Link } from "wouter";
import { isUnacknowledged } from "../../live/plantView.ts";
import { usePlant } from "../../live/usePlant.ts";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { StateShape } from "../../widgets/StateShape.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import { ComponentView } from "./ComponentView.tsx";
import classes from "./Machine.module.css";
import { MachineList } from "./MachineList.tsx";
import { OperatingTagLine } from "./OperatingTagLine.tsx";

/** `#/machines` lists them, `#/machines/ID` shows the worst component of one, `#/machines/ID/COMPONENT` that component. */
export function MachineScreen({ parts }: { parts: readonly string[] }) {
  const { words, format } = useWords();
  const { plant, machines, failure } = usePlant();
  const [machineId, componentId] = parts;
  if (plant === undefined) return failure === undefined ? <Skeleton height={240} /> : <FaultNote failure={failure} />;
  if (machineId === undefined) return <MachineList machines={machines} />;
  const view = machines.find(({ machine }) => machine.id === machineId);
  const shown =
    componentId === undefined ? view?.worst : view?.components.find(({ component }) => component.id === componentId);
  if (view === undefined || (componentId !== undefined && shown === undefined)) return <p>{words.machine.gone}</p>;
  const { machine, components } = view;
  return (
    <div className={classes.machine}>
      <nav className={classes.components} aria-label={words.machine.components}>
        <Link href="/machines" className={classes.up}>
          {words.machines.heading}
        </Link>
        <strong>{machine.name}</strong>
        <span className={classes.quiet}>
          {words.machineKind[machine.kind]}
          {machine.ratedSpeed !== undefined && `, ${words.machine.speed(format.number(machine.ratedSpeed))}`}
        </span>
        <OperatingTagLine machine={machine} />
        <span className={classes.break} />
        {components.map((entry) => (
          <Link
            key={entry.component.id}
            href={`/machines/${encodeURIComponent(machine.id)}/${encodeURIComponent(entry.component.id)}`}
            className={classes.component}
            aria-current={entry === shown ? "page" : undefined}
          >
            <StateShape
              state={entry.state}
              unacknowledged={isUnacknowledged(entry.alert)}
              progress={entry.health?.progress}
            />
            <span>{entry.component.name}</span>
            <span className="visually-hidden">: {words.state[entry.state]}</span>
          </Link>
        ))}
      </nav>
      {shown === undefined ? (
        <p>{words.overview.noComponents}</p>
      ) : (
        <ComponentView key={shown.component.id} machine={machine} view={shown} />
      )}
    </div>
  );
}
