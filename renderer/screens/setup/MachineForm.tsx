import { NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { type Machine, type MachineKind, machineKinds } from "../../../electron/domain/plant.ts";
import { useCalls } from "../../link/LinkProvider.tsx";
import { useKeepInPlant } from "../../live/useKeepInPlant.ts";
import { useWords } from "../../words/WordsProvider.tsx";
import { EditForm } from "./EditForm.tsx";

export function MachineForm({ machine, onDone }: { machine?: Machine; onDone: () => void }) {
  const { words } = useWords();
  const calls = useCalls();
  const keep = useKeepInPlant();
  const save = useMutation(
    calls.plant.saveMachine.mutationOptions({
      onSuccess: (saved) => {
        keep("machines", saved);
        onDone();
      },
    }),
  );
  const [name, setName] = useState(machine?.name ?? "");
  const [kind, setKind] = useState<MachineKind>(machine?.kind ?? "motor");
  const [speed, setSpeed] = useState<number | undefined>(machine?.ratedSpeed);
  return (
    <EditForm
      label={machine === undefined ? words.setup.addMachine : words.setup.edit(machine.name)}
      usable={name.trim() !== ""}
      busy={save.isPending}
      failure={save.error}
      onCancel={onDone}
      onSave={() => save.mutate({ id: machine?.id, name, kind, place: machine?.place, ratedSpeed: speed || undefined })}
    >
      <TextInput
        label={words.setup.name}
        value={name}
        maxLength={120}
        onChange={(event) => setName(event.currentTarget.value)}
        autoFocus
      />
      <NativeSelect
        label={words.setup.kind}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value as MachineKind)}
        data={machineKinds.map((value) => ({ value, label: words.machineKind[value] }))}
      />
      <NumberInput
        label={`${words.setup.ratedSpeed} (r/min)`}
        value={speed ?? ""}
        min={0}
        onChange={(value) => setSpeed(typeof value === "number" ? value : undefined)}
      />
    </EditForm>
  );
}
