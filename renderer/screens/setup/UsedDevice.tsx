import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { DeviceLevels } from "../../../electron/contract/devicesContract.ts";
import type { DeviceSetup, Plant } from "../../../electron/domain/plant.ts";
import { useCalls, useClient } from "../../link/LinkProvider.tsx";
import { useNow, useSnapshot } from "../../live/StationProvider.tsx";
import { useStream } from "../../live/useStream.ts";
import { ConfirmRemove } from "../../widgets/ConfirmRemove.tsx";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { LevelMeter } from "../../widgets/LevelMeter.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import { type ChannelChoice, channelDragType, writeChannel } from "./channelChoice.ts";
import { playedAgain } from "./playedAgain.ts";
import classes from "./Setup.module.css";

/** Full scale is ±1 for sound devices; what reaches this is cut off. */
const clipping = 0.999;
const metersEvery = 100;

interface Props {
  readonly device: DeviceSetup;
  readonly plant: Plant;
  readonly onAssign: (channel: ChannelChoice) => void;
}

/** A device in use: how it is doing, and a live level for each of its channels, ready to be dragged onto a component. */
export function UsedDevice({ device, plant, onAssign }: Props) {
  const { words, format } = useWords();
  const client = useClient();
  const calls = useCalls();
  const status = useSnapshot()?.devices.find(({ deviceId }) => deviceId === device.id);
  const [levels, setLevels] = useState<DeviceLevels>();
  const drawn = useRef(0);
  const failure = useStream(
    device.id,
    (signal) => client.devices.levels({ id: device.id }, { signal }),
    (next) => {
      if (performance.now() - drawn.current < metersEvery) return;
      drawn.current = performance.now();
      setLevels(next);
    },
  );
  const now = useNow();
  const again = useMutation(calls.devices.add.mutationOptions());
  const remove = useMutation(calls.devices.remove.mutationOptions());
  const [asking, setAsking] = useState(false);
  const names = new Map(plant.components.map(({ id, name }) => [id, name]));
  const running = status?.condition === "running";
  return (
    <section className={classes.device} aria-label={device.name}>
      <div className={classes.deviceHead}>
        <strong>{device.name}</strong>
        <span className={classes.quiet}>
          {status !== undefined && `${words.setup.condition[status.condition]}, `}
          {format.frequency(device.sampleRate)}, {words.setup.channels(device.channelCount)}
        </span>
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
      {status?.message !== undefined && <p>{status.message}</p>}
      <ul className={classes.channels}>
        {Array.from({ length: device.channelCount }, (_, channel) => {
          const point = plant.points.find((entry) => entry.deviceId === device.id && entry.channel === channel);
          const label = words.setup.channel(channel + 1);
          const level = levels?.channels[channel];
          return (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: a channel is its number
              key={channel}
              className={classes.channel}
              draggable
              onDragStart={(event) =>
                event.dataTransfer.setData(channelDragType, writeChannel({ deviceId: device.id, channel }))
              }
            >
              <button
                type="button"
                className={classes.drag}
                title={words.setup.dragHint}
                aria-label={words.setup.assign(`${device.name}, ${label}`)}
                onClick={() => onAssign({ deviceId: device.id, channel })}
              >
                <span aria-hidden="true">⠿</span> {label}
              </button>
              <LevelMeter label={words.setup.level(label)} rms={level?.rms} peak={level?.peak} />
              <span className={classes.quiet}>
                {point === undefined ? words.setup.freeChannel : `${names.get(point.componentId) ?? ""}: ${point.name}`}
              </span>
              {running && level !== undefined && level.peak === 0 && <p>{words.setup.silent(label)}</p>}
              {running && device.driver === "usbAudio" && (level?.peak ?? 0) >= clipping && (
                <p>{words.setup.clips(label)}</p>
              )}
            </li>
          );
        })}
      </ul>
      <FaultNote failure={failure ?? again.error ?? remove.error} />
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
