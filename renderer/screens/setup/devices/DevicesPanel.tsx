import { useState } from "react";
import type { FoundDevice as Found } from "../../../../electron/contract/devicesContract.ts";
import type { Plant } from "../../../../electron/domain/plant.ts";
import { FaultNote } from "../../../widgets/FaultNote.tsx";
import { Panel } from "../../../widgets/Panel.tsx";
import { useWords } from "../../../words/WordsProvider.tsx";
import type { ChannelChoice } from "../channelChoice.ts";
import classes from "../Setup.module.css";
import { AddSource } from "../source/AddSource.tsx";
import { FoundPort } from "./FoundPort.tsx";
import { FoundSource } from "./FoundSource.tsx";
import { isSimulated } from "./isSimulated.ts";
import { UsedDevice } from "./UsedDevice.tsx";

interface Props {
  readonly plant: Plant;
  /** What is plugged in; undefined until the station has looked. */
  readonly found: readonly Found[] | undefined;
  readonly failure: unknown;
  readonly onAssign: (channel: ChannelChoice) => void;
}

/** Sensors in use, then what is plugged in and not used, then what has to be added by hand. */
export function DevicesPanel({ plant, found, failure, onAssign }: Props) {
  const { words } = useWords();
  const used = new Set(plant.devices.map(({ id }) => id));
  const busy = new Set(plant.devices.map(({ address }) => address));
  // Real devices first: a demo among them is easily taken for one. A port that another kind of sensor uses is not free.
  const fresh = (found ?? [])
    .filter(
      ({ id, inUse, address, channels }) => !inUse && !used.has(id) && !(channels.length === 0 && busy.has(address)),
    )
    .toSorted((a, b) => Number(isSimulated(a)) - Number(isSimulated(b)));
  // What was there when the page was opened; what comes later was just plugged in, and belongs where it is seen.
  const [first, setFirst] = useState<ReadonlySet<string>>();
  if (first === undefined && found !== undefined) setFirst(new Set(found.map(({ id }) => id)));
  const isNew = ({ id }: Found) => first !== undefined && !first.has(id);
  const card = (device: Found) =>
    device.channels.length > 0 ? (
      <FoundSource key={device.id} device={device} />
    ) : (
      <FoundPort key={device.id} device={device} />
    );
  const plugged = fresh.filter(isNew);
  const others = fresh.filter((device) => !isNew(device));
  return (
    <Panel title={words.setup.devices}>
      <p className={classes.quiet}>{words.setup.devicesHelp}</p>
      <FaultNote failure={failure} />
      <div className={classes.column} aria-live="polite">
        {plugged.length > 0 && <h3>{words.devices.justPlugged}</h3>}
        {plugged.map(card)}
      </div>
      {plant.devices.length > 0 && <h3>{words.setup.inUse}</h3>}
      {plant.devices.map((device) => (
        <UsedDevice
          key={device.id}
          device={device}
          plant={plant}
          cautions={found?.find(({ id }) => id === device.id)?.cautions ?? []}
          onAssign={onAssign}
        />
      ))}
      <h3>{words.setup.found}</h3>
      {found !== undefined && fresh.length === 0 && <p className={classes.quiet}>{words.setup.noneFound}</p>}
      {others.map(card)}
      <h3>{words.sources.add}</h3>
      <AddSource ports={(found ?? []).filter(({ channels }) => channels.length === 0).map(({ address }) => address)} />
    </Panel>
  );
}
