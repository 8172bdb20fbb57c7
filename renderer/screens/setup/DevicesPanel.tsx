import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Plant } from "../../../electron/domain/plant.ts";
import { useCalls } from "../../link/LinkProvider.tsx";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { Panel } from "../../widgets/Panel.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import { AddDevice } from "./AddDevice.tsx";
import type { ChannelChoice } from "./channelChoice.ts";
import { FoundDevice } from "./FoundDevice.tsx";
import { FoundPort } from "./FoundPort.tsx";
import { isSimulated } from "./isSimulated.ts";
import classes from "./Setup.module.css";
import { UsedDevice } from "./UsedDevice.tsx";

/** New plugs are noticed without asking, but not so often that enumerating sound devices costs anything. */
const lookEvery = 10_000;

interface Props {
  readonly plant: Plant;
  readonly onAssign: (channel: ChannelChoice) => void;
}

export function DevicesPanel({ plant, onAssign }: Props) {
  const { words } = useWords();
  const calls = useCalls();
  const found = useQuery(calls.devices.find.queryOptions({ refetchInterval: lookEvery, staleTime: 0 }));
  const used = new Set(plant.devices.map(({ id }) => id));
  // Real devices first: a demo among them is easily taken for one.
  const fresh = (found.data ?? [])
    .filter(({ id, inUse }) => !inUse && !used.has(id))
    .toSorted((a, b) => Number(isSimulated(a)) - Number(isSimulated(b)));
  return (
    <Panel
      title={words.setup.devices}
      aside={
        <Button variant="default" size="compact-md" loading={found.isFetching} onClick={() => void found.refetch()}>
          {words.setup.look}
        </Button>
      }
    >
      <p className={classes.quiet}>{words.setup.devicesHelp}</p>
      <FaultNote failure={found.error} />
      {plant.devices.length > 0 && <h3>{words.setup.inUse}</h3>}
      {plant.devices.map((device) => (
        <UsedDevice key={device.id} device={device} plant={plant} onAssign={onAssign} />
      ))}
      <h3>{words.setup.found}</h3>
      {found.data !== undefined && fresh.length === 0 && <p className={classes.quiet}>{words.setup.noneFound}</p>}
      {fresh.map((device) =>
        device.channels.length > 0 ? (
          <FoundDevice key={device.id} device={device} />
        ) : (
          <FoundPort key={device.id} device={device} />
        ),
      )}
      <h3>{words.setup.add}</h3>
      <AddDevice />
    </Panel>
  );
}
