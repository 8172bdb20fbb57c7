import { useRef, useState } from "react";
import type { DeviceLevels } from "../../../../electron/contract/devicesContract.ts";
import type { DeviceSetup, Plant } from "../../../../electron/domain/plant.ts";
import { useClient } from "../../../link/LinkProvider.tsx";
import { useStream } from "../../../live/useStream.ts";
import { FaultNote } from "../../../widgets/FaultNote.tsx";
import { LevelMeter } from "../../../widgets/LevelMeter.tsx";
import { useWords } from "../../../words/WordsProvider.tsx";
import { type ChannelChoice, channelDragType, writeChannel } from "../channelChoice.ts";
import classes from "../Setup.module.css";

const metersEvery = 100;

interface Props {
  readonly device: DeviceSetup;
  readonly plant: Plant;
  readonly onAssign: (channel: ChannelChoice) => void;
}

/** A live level for each channel of a device in use, and what hangs on it. Dragged onto a component, or assigned by pressing. */
export function DeviceChannels({ device, plant, onAssign }: Props) {
  const { words } = useWords();
  const client = useClient();
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
  const names = new Map(plant.components.map(({ id, name }) => [id, name]));
  return (
    <>
      <ul className={classes.channels}>
        {Array.from({ length: device.channelCount }, (_, channel) => {
          const point = plant.points.find((entry) => entry.deviceId === device.id && entry.channel === channel);
          const own = device.channels?.[channel];
          const number = words.setup.channel(channel + 1);
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
                title={
                  own === undefined || own.name === number
                    ? words.setup.dragHint
                    : `${own.name}. ${words.setup.dragHint}`
                }
                aria-label={words.setup.assign(`${device.name}, ${number}`)}
                onClick={() => onAssign({ deviceId: device.id, channel })}
              >
                <span aria-hidden="true">⠿</span> {number}
              </button>
              {own?.signal === "feature" ? (
                <span className={classes.quiet}>{own.name}</span>
              ) : (
                <LevelMeter label={words.setup.level(number)} rms={level?.rms} peak={level?.peak} />
              )}
              <span className={classes.quiet}>
                {point === undefined ? words.setup.freeChannel : `${names.get(point.componentId) ?? ""}: ${point.name}`}
              </span>
            </li>
          );
        })}
      </ul>
      <FaultNote failure={failure} />
    </>
  );
}
