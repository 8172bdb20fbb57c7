import { Button } from "@mantine/core";
import { type DragEvent, useState } from "react";
import type { FoundDevice } from "../../../electron/contract/devicesContract.ts";
import type { Component, Plant } from "../../../electron/domain/plant.ts";
import { paceWords } from "../../widgets/mountingStatement.ts";
import { useWords } from "../../words/WordsProvider.tsx";
import { ComponentForm } from "./ComponentForm.tsx";
import { type ChannelChoice, channelDragType, readChannel } from "./channelChoice.ts";
import type { Editing, Removing } from "./editing.ts";
import { PointForm } from "./points/PointForm.tsx";
import classes from "./Setup.module.css";

interface Props {
  readonly plant: Plant;
  readonly found: readonly FoundDevice[] | undefined;
  readonly component: Component;
  readonly editing: Editing | undefined;
  readonly onEdit: (editing: Editing) => void;
  readonly onRemove: (removing: Removing) => void;
  readonly onDrop: (channel: ChannelChoice) => void;
  readonly onDone: () => void;
}

/** One component with its points; channels can be dropped on it. */
export function ComponentRow({ plant, found, component, editing, onEdit, onRemove, onDrop, onDone }: Props) {
  const { words, format } = useWords();
  const [over, setOver] = useState(false);
  const points = plant.points.filter(({ componentId }) => componentId === component.id);
  const devices = new Map(plant.devices.map(({ id, name }) => [id, name]));
  const accept = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes(channelDragType)) return;
    event.preventDefault();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    setOver(false);
    const channel = readChannel(event.dataTransfer.getData(channelDragType));
    if (channel === undefined) return;
    event.preventDefault();
    onDrop({ ...channel, componentId: component.id });
  };
  return (
    <section
      className={classes.component}
      aria-label={component.name}
      data-over={over || undefined}
      onDragOver={accept}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className={classes.rowHead}>
        <span>{component.name}</span>
        <span className={classes.quiet}>{words.componentKind[component.kind]}</span>
        <Button
          variant="default"
          size="compact-sm"
          aria-label={words.setup.edit(component.name)}
          onClick={() => onEdit({ what: "component", machineId: component.machineId, component })}
        >
          {words.setup.editShort}
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          aria-label={words.setup.remove(component.name)}
          onClick={() => onRemove({ what: "component", id: component.id, name: component.name })}
        >
          {words.setup.removeShort}
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`${words.setup.addPoint}: ${component.name}`}
          onClick={() => onEdit({ what: "point", componentId: component.id })}
        >
          {words.setup.addPoint}
        </Button>
      </div>
      {editing?.what === "component" && editing.component?.id === component.id && (
        <ComponentForm machineId={component.machineId} component={component} onDone={onDone} />
      )}
      {points.length === 0 && <p className={classes.quiet}>{words.setup.noPoints}</p>}
      <ul className={classes.points}>
        {points.map((point) => (
          <li key={point.id}>
            <div className={classes.rowHead}>
              <span>{point.name}</span>
              <span className={classes.quiet}>
                {words.quantity[point.quantity]}, {words.mounting[point.mounting]},{" "}
                {devices.get(point.deviceId) ?? words.setup.deviceGone}, {words.setup.channel(point.channel + 1)},{" "}
                {paceWords(words, format, point)}
              </span>
              <Button
                variant="default"
                size="compact-sm"
                aria-label={words.setup.edit(point.name)}
                onClick={() => onEdit({ what: "point", componentId: component.id, point })}
              >
                {words.setup.editShort}
              </Button>
              <Button
                variant="default"
                size="compact-sm"
                aria-label={words.setup.remove(point.name)}
                onClick={() => onRemove({ what: "point", id: point.id, name: point.name })}
              >
                {words.setup.removeShort}
              </Button>
            </div>
            {editing?.what === "point" && editing.point?.id === point.id && (
              <PointForm plant={plant} found={found} point={point} onDone={onDone} />
            )}
          </li>
        ))}
      </ul>
      {editing?.what === "point" && editing.componentId === component.id && editing.point === undefined && (
        <PointForm plant={plant} found={found} componentId={component.id} onDone={onDone} />
      )}
    </section>
  );
}
