import type { DeviceStatus } from "../contract/devicesContract.ts";
import type { StationSnapshot } from "../contract/stationContract.ts";
import type { AppContext } from "./appContext.ts";

/** The whole plant at one glance, as the pages see it. */
export function takeSnapshot(context: AppContext): StationSnapshot {
  const { store, pipeline, plant, commissioning, changes, now } = context;
  const learning = commissioning.all();
  const { total, unacknowledged } = store.alerts.list({ show: "open", offset: 0, limit: 1 });
  return {
    time: now(),
    health: pipeline.health(),
    learning,
    devices: plant.plant.devices.flatMap((device): DeviceStatus[] => {
      const status = pipeline.deviceStatus(device.id);
      return status === undefined ? [] : [status];
    }),
    findings: pipeline.sensorFindings(),
    openAlerts: total,
    unacknowledged,
    revision: changes.revisions,
    disk: context.disk(),
    models: {
      inService: pipeline.modelCount(),
      learning: learning.filter(({ state }) => state === "collecting" || state === "training").length,
      unreadable: pipeline.unreadable().length,
    },
    notices: context.notices(),
  };
}
