import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { FoundDevice } from "../../../electron/contract/devicesContract.ts";
import type { Plant } from "../../../electron/domain/plant.ts";
import { useCalls } from "../../link/LinkProvider.tsx";
import { ConfirmRemove } from "../../widgets/ConfirmRemove.tsx";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { Panel } from "../../widgets/Panel.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import { ComponentForm } from "./ComponentForm.tsx";
import { ComponentRow } from "./ComponentRow.tsx";
import type { ChannelChoice } from "./channelChoice.ts";
import type { Editing, Removing } from "./editing.ts";
import { MachineForm } from "./MachineForm.tsx";
import { PointForm } from "./points/PointForm.tsx";
import classes from "./Setup.module.css";

interface Props {
  readonly plant: Plant;
  /** What is plugged in; undefined until the station has looked. */
  readonly found: readonly FoundDevice[] | undefined;
  readonly assigning: ChannelChoice | undefined;
  readonly onAssign: (channel: ChannelChoice | undefined) => void;
}

/** Machines ▸ components ▸ points, with the forms for each. */
export function PlantPanel({ plant, found, assigning, onAssign }: Props) {
  const { words } = useWords();
  const calls = useCalls();
  const [editing, setEditing] = useState<Editing>();
  const [removing, setRemoving] = useState<Removing>();
  const remove = useMutation(calls.plant.remove.mutationOptions());
  const done = () => {
    setEditing(undefined);
    onAssign(undefined);
  };
  const edit = (next: Editing) => {
    onAssign(undefined);
    setEditing(next);
  };
  const machines = plant.machines.toSorted((a, b) => a.place - b.place);
  return (
    <Panel
      title={words.setup.machines}
      aside={
        <Button variant="default" onClick={() => edit({ what: "machine" })}>
          {words.setup.addMachine}
        </Button>
      }
    >
      <SiteName key={plant.site.name} name={plant.site.name} />
      {editing?.what === "machine" && editing.machine === undefined && <MachineForm onDone={done} />}
      {assigning !== undefined && (
        <PointForm
          key={`${assigning.deviceId} ${assigning.channel} ${assigning.componentId}`}
          plant={plant}
          found={found}
          channel={assigning}
          onDone={done}
        />
      )}
      {machines.length === 0 && <p className={classes.quiet}>{words.setup.noMachines}</p>}
      {machines.map((machine) => (
        <section key={machine.id} className={classes.machine} aria-label={machine.name}>
          <div className={classes.rowHead}>
            <h3>{machine.name}</h3>
            <span className={classes.quiet}>{words.machineKind[machine.kind]}</span>
            <Button
              variant="default"
              size="compact-sm"
              aria-label={words.setup.edit(machine.name)}
              onClick={() => edit({ what: "machine", machine })}
            >
              {words.setup.editShort}
            </Button>
            <Button
              variant="default"
              size="compact-sm"
              aria-label={words.setup.remove(machine.name)}
              onClick={() => setRemoving({ what: "machine", id: machine.id, name: machine.name })}
            >
              {words.setup.removeShort}
            </Button>
            <Button
              variant="default"
              size="compact-sm"
              aria-label={`${words.setup.addComponent}: ${machine.name}`}
              onClick={() => edit({ what: "component", machineId: machine.id })}
            >
              {words.setup.addComponent}
            </Button>
          </div>
          {editing?.what === "machine" && editing.machine?.id === machine.id && (
            <MachineForm machine={machine} onDone={done} />
          )}
          {editing?.what === "component" && editing.machineId === machine.id && editing.component === undefined && (
            <ComponentForm machineId={machine.id} onDone={done} />
          )}
          {plant.components
            .filter(({ machineId }) => machineId === machine.id)
            .toSorted((a, b) => a.place - b.place)
            .map((component) => (
              <ComponentRow
                key={component.id}
                plant={plant}
                found={found}
                component={component}
                editing={editing}
                onEdit={edit}
                onRemove={setRemoving}
                onDrop={onAssign}
                onDone={done}
              />
            ))}
        </section>
      ))}
      <FaultNote failure={remove.error} />
      <ConfirmRemove
        opened={removing !== undefined}
        name={removing?.name ?? ""}
        text={words.setup.removeText}
        onAnswer={(yes) => {
          setRemoving(undefined);
          if (yes && removing !== undefined) remove.mutate({ what: removing.what, id: removing.id });
        }}
      />
    </Panel>
  );
}

function SiteName({ name }: { name: string }) {
  const { words } = useWords();
  const calls = useCalls();
  const [typed, setTyped] = useState(name);
  const rename = useMutation(calls.plant.renameSite.mutationOptions());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate({ name: typed });
  };
  return (
    <form className={classes.inline} onSubmit={submit}>
      <TextInput
        className={classes.grow}
        label={words.setup.siteName}
        value={typed}
        maxLength={120}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button
        type="submit"
        variant="default"
        disabled={typed.trim() === "" || typed === name}
        loading={rename.isPending}
      >
        {words.setup.save}
      </Button>
      <FaultNote failure={rename.error} />
    </form>
  );
}
