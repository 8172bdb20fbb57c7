import { useState } from "react";
import type { Plant } from "../../../electron/domain/plant.ts";
import { useFoundDevices } from "../../live/useFoundDevices.ts";
import type { ChannelChoice } from "./channelChoice.ts";
import { DevicesPanel } from "./devices/DevicesPanel.tsx";
import { PlantPanel } from "./PlantPanel.tsx";
import classes from "./Setup.module.css";

/** Devices at the left, what they are mounted on at the right: a channel goes from one to the other. */
export function DevicesPart({ plant }: { plant: Plant }) {
  // A channel waiting for its component: dragged, or chosen with the keyboard.
  const [channel, setChannel] = useState<ChannelChoice>();
  const { devices, failure } = useFoundDevices();
  return (
    <div className={classes.columns}>
      <DevicesPanel plant={plant} found={devices} failure={failure} onAssign={setChannel} />
      <PlantPanel plant={plant} found={devices} assigning={channel} onAssign={setChannel} />
    </div>
  );
}
