import { machineModels } from "../electron/devices/simulatedPlant/machines.ts";
import { channelInfos } from "../electron/devices/simulatedPlant/simulatedPlant.ts";
import type { Component, DeviceSetup, Machine, Plant, Point, Site } from "../electron/domain/plant.ts";

/**
 * The demo plant as a plant is configured: four machines, twelve components, a device for each machine. Ids are stable
 * ("feed-pump/drive-end-bearing"): the switchboard of faults and the command line use them.
 * @param settings for every device: seed, pace, startTime
 */
export function demoPlant(
  site: Site = { id: "site", name: "Demo plant" },
  settings: DeviceSetup["settings"] = { seed: 1, pace: "real time" },
): Plant {
  const machines: Machine[] = machineModels.map(({ id, name, kind, speed }, place) => {
    return { id, siteId: site.id, name, kind, place, ratedSpeed: speed };
  });
  const components: Component[] = machineModels.flatMap((machine) =>
    machine.components.map(({ id, name, kind }, place) => {
      return { id, machineId: machine.id, name, kind, place, outOfService: false };
    }),
  );
  const devices: DeviceSetup[] = machineModels.map((machine) => ({
    id: `simulatedPlant:${machine.id}`,
    driver: "simulatedPlant",
    address: machine.id,
    name: `${machine.name} (demo)`,
    sampleRate: machine.sampleRate,
    channelCount: channelInfos(machine).length,
    settings,
  }));
  const points: Point[] = machineModels.flatMap((machine) => {
    const infos = channelInfos(machine);
    const channels = machine.components.flatMap((component) =>
      component.channels.map((channel) => ({ component, channel })),
    );
    return channels.map(({ component, channel }, index) => ({
      id: `${component.id}/${channel.name}`,
      componentId: component.id,
      name: channel.name,
      quantity: channel.quantity,
      unit: infos[index]!.unit,
      sensitivity: infos[index]!.sensitivity,
      mounting: channel.mounting,
      direction: channel.direction,
      deviceId: `simulatedPlant:${machine.id}`,
      channel: index,
      sampleRate: machine.sampleRate,
    }));
  });
  return { site, machines, components, points, devices };
}
