import { Popover } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { DeviceStatus } from "../../../electron/contract/devicesContract.ts";
import type { StationSnapshot } from "../../../electron/contract/stationContract.ts";
import type { Plant } from "../../../electron/domain/plant.ts";
import { useCalls } from "../../link/LinkProvider.tsx";
import { useSnapshot } from "../../live/StationProvider.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import { clockWords } from "../clockWords.ts";
import { FindingList } from "../FindingList.tsx";
import { plantFindingSentence } from "../findingSentence.ts";
import { findingsNow } from "../silentDevice.ts";
import { countChannels } from "./countChannels.ts";
import classes from "./TopBar.module.css";

/** `12/12 channels · 0 lost · disk 34 % · models 11 in service`: how the station itself is doing, each part explained on click. */
export function StationStrip() {
  const { words, format } = useWords();
  const calls = useCalls();
  const snapshot = useSnapshot();
  const plant = useQuery(calls.plant.get.queryOptions());
  if (snapshot === undefined || plant.data === undefined) return null;
  const { running, all, lost } = countChannels(plant.data, snapshot.devices);
  const { disk, models } = snapshot;
  // A channel that nobody has assigned is no sensor of anything.
  const troubled = findingsNow(snapshot.findings, snapshot.devices).filter(
    ({ weight, channel, pointId }) => weight === "trouble" && (channel === undefined || pointId !== undefined),
  );
  const full = disk.limit > 0 ? disk.used / disk.limit : 0;
  return (
    <fieldset className={classes.strip} aria-label={words.top.station}>
      <Fact text={words.top.channels(running, all)} wrong={running < all}>
        <p>{words.top.channelsHelp}</p>
        <DeviceList plant={plant.data} snapshot={snapshot} />
      </Fact>
      <Fact text={words.top.lost(format.number(lost))} wrong={lost > 0}>
        <p>{words.top.lostHelp}</p>
        <DeviceList plant={plant.data} snapshot={snapshot} />
      </Fact>
      {troubled.length > 0 && (
        <Fact text={words.devices.sensorsInTrouble(troubled.length)} wrong>
          <FindingList
            findings={troubled}
            sentence={(group) => plantFindingSentence(words, format, group, plant.data)}
          />
          <Link href="/setup">{words.machines.goSetup}</Link>
        </Fact>
      )}
      <Fact text={words.top.disk(format.percent(full))} wrong={full > 0.95}>
        <p>{words.top.diskHelp(format.bytes(disk.used), format.bytes(disk.limit), format.bytes(disk.free))}</p>
      </Fact>
      <Fact text={words.top.models(models.inService, models.learning)}>
        <p>{words.top.modelsHelp}</p>
        <Link href="/models">{words.models.card.all}</Link>
      </Fact>
      {models.unreadable > 0 && (
        <Fact text={words.top.unreadable(models.unreadable)} wrong>
          <p>{words.top.unreadableHelp}</p>
        </Fact>
      )}
    </fieldset>
  );
}

function Fact({ text, wrong = false, children }: { text: string; wrong?: boolean; children: ReactNode }) {
  return (
    <Popover position="bottom-start" withArrow shadow="md" trapFocus>
      <Popover.Target>
        <button type="button" className={classes.fact} data-wrong={wrong || undefined}>
          {text}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.help}>{children}</div>
      </Popover.Dropdown>
    </Popover>
  );
}

/** The channels of a device are interrupted together; where they are not, the worst of them counts. */
function gapsOf({ channels }: DeviceStatus): number {
  return Math.max(0, ...channels.map(({ gaps }) => gaps));
}

function DeviceList({ plant, snapshot }: { plant: Plant; snapshot: StationSnapshot }) {
  const { words, format } = useWords();
  const names = new Map(plant.devices.map((device) => [device.id, device.name]));
  return (
    <ul className={classes.devices}>
      {snapshot.devices.map((device) => (
        <li key={device.deviceId}>
          <span>
            {names.get(device.deviceId) ?? device.deviceId}: {words.setup.condition[device.condition]}
          </span>
          {device.message !== undefined && <span>{device.message}</span>}
          {device.clock !== undefined && (
            <span className={classes.small} title={words.devices.driftHelp}>
              {clockWords(words, format, device.clock)}
            </span>
          )}
          {gapsOf(device) > 0 && <span className={classes.small}>{words.devices.gaps(gapsOf(device))}</span>}
          <span className={classes.small}>
            {words.top.received} {format.number(device.received)} · {words.top.lostInDevice}{" "}
            {format.number(device.lostInDevice)} · {words.top.lostInQueue} {format.number(device.lostInQueue)}
          </span>
        </li>
      ))}
    </ul>
  );
}
