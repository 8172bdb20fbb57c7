import { NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { FoundDevice } from "../../../../electron/contract/devicesContract.ts";
import { type Signal, signals } from "../../../../electron/domain/channelInfo.ts";
import {
  type CalibrationRecord,
  type Direction,
  directions,
  type Mounting,
  mountings,
  type Plant,
  type Point,
} from "../../../../electron/domain/plant.ts";
import { type Hertz, type Quantity, quantities, type Unit, units } from "../../../../electron/domain/units.ts";
import { useCalls } from "../../../link/LinkProvider.tsx";
import { useNow } from "../../../live/StationProvider.tsx";
import { useKeepInPlant } from "../../../live/useKeepInPlant.ts";
import { usePreferences } from "../../../theme/preferences.tsx";
import { useAskName } from "../../../widgets/AskName.tsx";
import { mountingStatement } from "../../../widgets/mountingStatement.ts";
import { useWords } from "../../../words/WordsProvider.tsx";
import type { ChannelChoice } from "../channelChoice.ts";
import { EditForm } from "../EditForm.tsx";
import classes from "../Setup.module.css";
import { CalibratorPart } from "./CalibratorPart.tsx";
import { calibrationOf } from "./calibrationOf.ts";
import { channelFacts } from "./channelFacts.ts";
import { mixedTiming } from "./mixedTiming.ts";
import { ResponsePart } from "./ResponsePart.tsx";

interface Props {
  readonly plant: Plant;
  readonly found: readonly FoundDevice[] | undefined;
  readonly point?: Point;
  /** The component it is added to; otherwise it is chosen here. */
  readonly componentId?: string;
  readonly channel?: ChannelChoice;
  readonly onDone: () => void;
}

/** What comes no faster may be values that a sensor has worked out itself. */
const slowest: Hertz = 20;

/** Where a channel is mounted and what it measures. Starts from what the device says of the channel. */
export function PointForm({ plant, found, point, componentId, channel, onDone }: Props) {
  const { words, format } = useWords();
  const calls = useCalls();
  const now = useNow();
  const { author } = usePreferences();
  const askName = useAskName();
  const [component, setComponent] = useState(
    point?.componentId ?? componentId ?? channel?.componentId ?? plant.components[0]?.id ?? "",
  );
  const [deviceId, setDevice] = useState(point?.deviceId ?? channel?.deviceId ?? plant.devices[0]?.id ?? "");
  const [number, setNumber] = useState(point?.channel ?? channel?.channel ?? 0);
  const facts = channelFacts(plant, found, deviceId, number);
  const [name, setName] = useState(point?.name ?? "");
  const [direction, setDirection] = useState<Direction>(point?.direction ?? "none");
  const [mounting, setMounting] = useState<Mounting>(point?.mounting ?? "unknown");
  const [response, setResponse] = useState(point?.response);
  const [measured, setMeasured] = useState<{ sensitivity: number; record: CalibrationRecord }>();
  // What the user did not touch follows the device, also when its facts arrive after the form was opened.
  const [quantity, setQuantity] = useState<Quantity | undefined>(point?.quantity);
  const [unit, setUnit] = useState<Unit | undefined>(point?.unit);
  const [sensitivity, setSensitivity] = useState<number | undefined>(point?.sensitivity);
  const [signal, setSignal] = useState<Signal | undefined>(point?.signal);
  const shownSignal = signal ?? facts?.signal ?? "waveform";
  const values = shownSignal === "feature";
  const shownUnit = unit ?? facts?.unit ?? "FS";
  const shownSensitivity = values ? 1 : (sensitivity ?? facts?.sensitivity ?? 1);
  const shownQuantity = quantity ?? facts?.quantity ?? "other";
  const device = plant.devices.find(({ id }) => id === deviceId);
  const usualName = facts?.name || words.setup.channel(number + 1);
  const shownName = name === "" && point === undefined ? usualName : name;
  const other = mixedTiming(plant, { componentId: component, deviceId, pointId: point?.id });
  const machines = new Map(plant.machines.map((machine) => [machine.id, machine.name]));
  const keep = useKeepInPlant();
  const save = useMutation(
    calls.plant.savePoint.mutationOptions({
      onSuccess: (saved) => {
        keep("points", saved);
        onDone();
      },
    }),
  );
  const submit = async () => {
    const known = { point, facts, deviceName: device?.name ?? deviceId, sensitivity: shownSensitivity, measured, now };
    let calibration = calibrationOf({ ...known, author });
    if (calibration?.by === "") {
      const by = await askName();
      if (by === undefined) return;
      calibration = { ...calibration, by };
    }
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
      signal: values ? "feature" : undefined,
      response: response === undefined || values ? undefined : copied(response),
      calibration,
    });
  };
  return (
    <EditForm
      label={point === undefined ? words.setup.addPoint : words.setup.edit(point.name)}
      usable={component !== "" && device !== undefined && shownSensitivity !== 0 && shownName.trim() !== ""}
      busy={save.isPending}
      failure={save.error}
      onCancel={onDone}
      onSave={() => void submit()}
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
      {device !== undefined && device.sampleRate <= slowest && (
        <NativeSelect
          label={words.devices.signal.label}
          value={shownSignal}
          onChange={(event) => setSignal(event.currentTarget.value as Signal)}
          data={signals.map((value) => ({ value, label: words.devices.signal[value] }))}
        />
      )}
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
      {!values && (
        <NumberInput
          label={words.setup.sensitivity}
          description={words.setup.sensitivityHint(shownUnit)}
          value={shownSensitivity}
          onChange={(value) => setSensitivity(typeof value === "number" ? value : undefined)}
          error={shownSensitivity === 0 ? words.setup.number : undefined}
        />
      )}
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
      {device !== undefined && other !== undefined && (
        <p className={`${classes.wholeRow} ${classes.caution}`} role="status">
          {words.devices.mixedTiming(device.name, other.name)}
        </p>
      )}
      {device !== undefined && (
        <p className={classes.wholeRow} role="status">
          {mountingStatement(words, format, { mounting, sampleRate: device.sampleRate, signal: shownSignal })}
        </p>
      )}
      {device !== undefined && !values && (
        <div className={classes.wholeRow}>
          <CalibratorPart
            key={`${deviceId} ${number}`}
            deviceId={deviceId}
            channel={number}
            quantity={shownQuantity}
            cautions={found?.find(({ id }) => id === deviceId)?.cautions ?? []}
            onTake={(calibrator, value, record) => {
              setQuantity(calibrator.quantity);
              setUnit(calibrator.unit);
              setSensitivity(value);
              setMeasured({ sensitivity: value, record });
            }}
          />
        </div>
      )}
      {!values && (shownQuantity === "sound pressure" || response !== undefined) && (
        <div className={classes.wholeRow}>
          <ResponsePart response={response} onChange={setResponse} />
        </div>
      )}
    </EditForm>
  );
}

/** The wire wants lists it may own. */
function copied({ frequencies, responses, ...rest }: NonNullable<Point["response"]>) {
  return { ...rest, frequencies: [...frequencies], responses: [...responses] };
}
