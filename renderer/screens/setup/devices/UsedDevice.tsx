import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { DeviceCaution } from "../../../../electron/domain/deviceCaution.ts";
import type { DeviceSetup, Plant } from "../../../../electron/domain/plant.ts";
import { useCalls } from "../../../link/LinkProvider.tsx";
import { useNow, useSnapshot } from "../../../live/StationProvider.tsx";
import { ConfirmRemove } from "../../../widgets/ConfirmRemove.tsx";
import { clockWords } from "../../../widgets/clockWords.ts";
import { FaultNote } from "../../../widgets/FaultNote.tsx";
import { FindingList } from "../../../widgets/FindingList.tsx";
import { plantFindingSentence } from "../../../widgets/findingSentence.ts";
import { paceWords } from "../../../widgets/mountingStatement.ts";
import { findingsNow } from "../../../widgets/silentDevice.ts";
import { useWords } from "../../../words/WordsProvider.tsx";
import type { ChannelChoice } from "../channelChoice.ts";
import classes from "../Setup.module.css";
import { isRateFree } from "../source/rateOrigin.ts";
import { ChangeDevice } from "./ChangeDevice.tsx";
import { DeviceChannels } from "./DeviceChannels.tsx";
import { DeviceDetails } from "./DeviceDetails.tsx";
import { Listening } from "./Listening.tsx";
import { playedAgain } from "./playedAgain.ts";

interface Props {
  readonly device: DeviceSetup;
  readonly plant: Plant;
  /** What a person should know before trusting it, as long as it is plugged in. */
  readonly cautions: readonly DeviceCaution[];
  readonly onAssign: (channel: ChannelChoice) => void;
}

/** A rate is known to some parts in a hundred thousand at best. */
const rateDigits = 5;

/** The same device, set up for another rate. */
function atRate({ id: _, ...same }: DeviceSetup, sampleRate: number): Omit<DeviceSetup, "id"> {
  return { ...same, sampleRate, settings: { ...same.settings, sampleRate } };
}

/** A device in use: how it is doing, what is wrong with it, and its channels, ready to be dragged onto a component. */
export function UsedDevice({ device, plant, cautions, onAssign }: Props) {
  const { words, format } = useWords();
  const calls = useCalls();
  const snapshot = useSnapshot();
  const now = useNow();
  const signal = device.channels?.every((channel) => channel.signal === "feature") ? "feature" : "waveform";
  const status = snapshot?.devices.find(({ deviceId }) => deviceId === device.id);
  const findings = findingsNow(snapshot?.findings ?? [], snapshot?.devices ?? []).filter(
    ({ deviceId }) => deviceId === device.id,
  );
  const again = useMutation(calls.devices.add.mutationOptions());
  const remove = useMutation(calls.devices.remove.mutationOptions());
  const kinds = useQuery(calls.listening.kinds.queryOptions());
  const assigned = plant.points.some(({ deviceId }) => deviceId === device.id);
  const measured = findings.find(({ kind }) => kind === "rate changed")?.facts.measured;
  const trueRate =
    typeof measured === "number" && isRateFree(kinds.data?.find(({ driver }) => driver === device.driver)?.form)
      ? Number(measured.toPrecision(rateDigits))
      : undefined;
  const [asking, setAsking] = useState(false);
  const [open, setOpen] = useState<"listening" | "details" | "change">();
  const toggle = (what: NonNullable<typeof open>) => setOpen(open === what ? undefined : what);
  return (
    <section className={classes.device} aria-label={device.name}>
      <div className={classes.deviceHead}>
        <strong>{device.name}</strong>
        <span className={classes.quiet}>
          {status !== undefined && `${words.setup.condition[status.condition]}, `}
          {paceWords(words, format, { sampleRate: device.sampleRate, signal })},{" "}
          {words.setup.channels(device.channelCount)}
          {status?.clock !== undefined && `, ${clockWords(words, format, status.clock)}`}
        </span>
      </div>
      {status?.message !== undefined && <p>{status.message}</p>}
      {status === undefined && !assigned && <p>{words.devices.waitsForPoint}</p>}
      {cautions.map((caution) => (
        <p key={caution} className={classes.caution}>
          {words.devices.caution[caution]}
        </p>
      ))}
      <FindingList findings={findings} sentence={(group) => plantFindingSentence(words, format, group, plant)} />
      <DeviceChannels device={device} plant={plant} onAssign={onAssign} />
      <div className={classes.inline}>
        <Button
          variant="default"
          size="compact-sm"
          aria-pressed={open === "listening"}
          aria-label={(open === "listening" ? words.devices.stopListeningTo : words.devices.listenTo)(device.name)}
          onClick={() => toggle("listening")}
        >
          {open === "listening" ? words.devices.stop : words.devices.listen}
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          aria-expanded={open === "details"}
          aria-label={words.devices.detailsOf(device.name)}
          onClick={() => toggle("details")}
        >
          {words.devices.details}
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          aria-expanded={open === "change"}
          aria-label={words.devices.changeOf(device.name)}
          onClick={() => toggle("change")}
        >
          {words.devices.change}
        </Button>
        {trueRate !== undefined && (
          <Button size="compact-sm" loading={again.isPending} onClick={() => again.mutate(atRate(device, trueRate))}>
            {words.devices.takeRate(format.frequency(trueRate))}
          </Button>
        )}
        {status?.condition === "ended" && (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={`${words.setup.playAgain}: ${device.name}`}
            loading={again.isPending}
            onClick={() => again.mutate(playedAgain(device, now))}
          >
            {words.setup.playAgain}
          </Button>
        )}
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`${words.setup.removeDevice}: ${device.name}`}
          onClick={() => setAsking(true)}
        >
          {words.setup.removeDevice}
        </Button>
      </div>
      {open === "listening" && <Listening source={{ id: device.id }} name={device.name} channels={device.channels} />}
      {open === "details" && <DeviceDetails device={device} status={status} />}
      {open === "change" && <ChangeDevice device={device} onDone={() => setOpen(undefined)} />}
      <FaultNote failure={again.error ?? remove.error} />
      <ConfirmRemove
        opened={asking}
        name={device.name}
        text={words.setup.removeDeviceText}
        onAnswer={(yes) => {
          setAsking(false);
          if (yes) remove.mutate({ id: device.id });
        }}
      />
    </section>
  );
}
