import { NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import {
  type Direction,
  directions,
  type Mounting,
  mountings,
  type Plant,
  type Point,
} from "../../../electron/domain/plant.ts";
import { type Quantity, quantities, type Unit, units } from "../../../electron/domain/units.ts";
import { useCalls } from "../../link/LinkProvider.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import type { ChannelChoice } from "./channelChoice.ts";
import { EditForm } from "./EditForm.tsx";
import { useChannelFacts } from "./useChannelFacts.ts";

interface Props {
  readonly plant: Plant;
  readonly point?: Point;
  /** The component it is added to; otherwise it is chosen here. */
  readonly componentId?: string;
  readonly channel?: ChannelChoice;
  readonly onDone: () => void;
}

/** Where a channel is mounted and what it measures. Starts from what the device says of the channel. */
export function PointForm({ plant, point, componentId, channel, onDone }: Props) {
  const { words } = useWords();
  const calls = useCalls();
  const save = useMutation(calls.plant.savePoint.mutationOptions({ onSuccess: onDone }));
  const firstDevice = point?.deviceId ?? channel?.deviceId ?? plant.devices[0]?.id ?? "";
  const [component, setComponent] = useState(
    point?.componentId ?? componentId ?? channel?.componentId ?? plant.components[0]?.id ?? "",
  );
  const [deviceId, setDevice] = useState(firstDevice);
  const [number, setNumber] = useState(point?.channel ?? channel?.channel ?? 0);
  const facts = useChannelFacts(deviceId, number);
  const [name, setName] = useState(point?.name ?? "");
  const [direction, setDirection] = useState<Direction>(point?.direction ?? "none");
  const [mounting, setMounting] = useState<Mounting>(point?.mounting ?? "unknown");
  // What the user did not touch follows the device, also when its facts arrive after the form was opened.
  const [quantity, setQuantity] = useState<Quantity | undefined>(point?.quantity);
  const [unit, setUnit] = useState<Unit | undefined>(point?.unit);
  const [sensitivity, setSensitivity] = useState<number | undefined>(point?.sensitivity);
  const shownUnit = unit ?? facts?.unit ?? "FS";
  const shownSensitivity = sensitivity ?? facts?.sensitivity ?? 1;
  const shownQuantity = quantity ?? facts?.quantity ?? "other";
  const device = plant.devices.find(({ id }) => id === deviceId);
  const shownName = name === "" && point === undefined ? words.setup.channel(number + 1) : name;
  const machines = new Map(plant.machines.map((machine) => [machine.id, machine.name]));
  return (
    <EditForm
      label={point === undefined ? words.setup.addPoint : words.setup.edit(point.name)}
      usable={component !== "" && device !== undefined && shownSensitivity !== 0 && shownName.trim() !== ""}
      busy={save.isPending}
      failure={save.error}
      onCancel={onDone}
      onSave={() =>
        save.mutate({
          id: point?.id,
          componentId: component,
          name: shownName,
          quantity: shownQuantity,
          unit: shownUnit,
          sensitivity: shownSensitivity,
          mounting,
          direction,
          deviceId,
          channel: number,
        })
      }
    >
      {plant.devices.length === 0 && <p>{words.setup.needDevice}</p>}
      <NativeSelect
        label={words.setup.component}
        value={component}
        onChange={(event) => setComponent(event.currentTarget.value)}
        data={plant.components.map((entry) => ({
          value: entry.id,
          label: words.sentence.where(machines.get(entry.machineId) ?? "", entry.name),
        }))}
        autoFocus
      />
      <TextInput
        label={words.setup.name}
        placeholder={shownName}
        value={name}
        maxLength={120}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        label={words.setup.device}
        value={deviceId}
        onChange={(event) => {
          setDevice(event.currentTarget.value);
          setNumber(0);
        }}
        data={plant.devices.map((entry) => ({ value: entry.id, label: entry.name }))}
      />
      <NativeSelect
        label={words.setup.deviceChannel}
        value={number}
        onChange={(event) => setNumber(Number(event.currentTarget.value))}
        data={Array.from({ length: device?.channelCount ?? 0 }, (_, index) => ({
          value: String(index),
          label: words.setup.channel(index + 1),
        }))}
      />
      <NativeSelect
        label={words.setup.quantity}
        value={shownQuantity}
        onChange={(event) => setQuantity(event.currentTarget.value as Quantity)}
        data={quantities.map((value) => ({ value, label: words.quantity[value] }))}
      />
      <NativeSelect
        label={words.setup.unit}
        value={shownUnit}
        onChange={(event) => setUnit(event.currentTarget.value as Unit)}
        data={[...units]}
      />
      <NumberInput
        label={words.setup.sensitivity}
        description={words.setup.sensitivityHint(shownUnit)}
        value={shownSensitivity}
        onChange={(value) => setSensitivity(typeof value === "number" ? value : undefined)}
        error={shownSensitivity === 0 ? words.setup.number : undefined}
      />
      <NativeSelect
        label={words.setup.mounting}
        value={mounting}
        onChange={(event) => setMounting(event.currentTarget.value as Mounting)}
        data={mountings.map((value) => ({ value, label: words.mounting[value] }))}
      />
      <NativeSelect
        label={words.setup.direction}
        value={direction}
        onChange={(event) => setDirection(event.currentTarget.value as Direction)}
        data={directions.map((value) => ({ value, label: words.direction[value] }))}
      />
    </EditForm>
  );
}
