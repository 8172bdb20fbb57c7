import { NativeSelect, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { type Component, type ComponentKind, componentKinds } from "../../../electron/domain/plant.ts";
import { useCalls } from "../../link/LinkProvider.tsx";
import { useKeepInPlant } from "../../live/useKeepInPlant.ts";
import { useWords } from "../../words/WordsProvider.tsx";
import { EditForm } from "./EditForm.tsx";

interface Props {
  readonly machineId: string;
  readonly component?: Component;
  readonly onDone: () => void;
}

export function ComponentForm({ machineId, component, onDone }: Props) {
  const { words } = useWords();
  const calls = useCalls();
  const keep = useKeepInPlant();
  const save = useMutation(
    calls.plant.saveComponent.mutationOptions({
      onSuccess: (saved) => {
        keep("components", saved);
        onDone();
      },
    }),
  );
  const [name, setName] = useState(component?.name ?? "");
  const [kind, setKind] = useState<ComponentKind>(component?.kind ?? "bearing");
  return (
    <EditForm
      label={component === undefined ? words.setup.addComponent : words.setup.edit(component.name)}
      usable={name.trim() !== ""}
      busy={save.isPending}
      failure={save.error}
      onCancel={onDone}
      onSave={() => save.mutate({ id: component?.id, machineId, name, kind, place: component?.place })}
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
        onChange={(event) => setKind(event.currentTarget.value as ComponentKind)}
        data={componentKinds.map((value) => ({ value, label: words.componentKind[value] }))}
      />
    </EditForm>
  );
}
