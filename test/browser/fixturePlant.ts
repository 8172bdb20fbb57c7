import { setTimeout as pause } from "node:timers/promises";
import type { implement } from "@orpc/server";
import type { contract } from "../../electron/contract/contract.ts";
import type { DeviceStatus } from "../../electron/contract/devicesContract.ts";
import type { RetentionSettings } from "../../electron/contract/stationContract.ts";
import type { DeviceSetup } from "../../electron/domain/plant.ts";
import type { InventedLearning } from "./inventedLearning.ts";
import { fill, type InventedPlant } from "./inventedPlant.ts";

type Make = ReturnType<typeof implement<typeof contract>>;

/** The station itself: what it is, and how everything is doing once a second. */
export function fixtureAbout(make: Make, invented: InventedPlant, learning: InventedLearning) {
  let retention: RetentionSettings = {
    secondTrendDays: 7,
    minuteTrendDays: 90,
    hourTrendDays: 3650,
    featureHours: 72,
    evidenceMegabytes: 2000,
    recordingMegabytes: 5000,
    preTriggerSeconds: 30,
  };
  const open = () => invented.alerts.filter(({ phase }) => phase !== "normal");
  const waiting = () => open().filter(({ phase }) => phase === "unacknowledged" || phase === "returned").length;
  return {
    about: make.station.about.handler(() => ({
      version: "0.1.0",
      node: "24.21.0",
      sqlite: "3.53.4",
      opening: "station" as const,
      demo: true,
      dataFolder: "/var/lib/auscult",
      learnSeconds: 120,
    })),
    watch: make.station.watch.handler(async function* ({ signal }) {
      while (!signal?.aborted) {
        learning.advance();
        yield {
          time: Date.now(),
          health: invented.health,
          learning: invented.learning,
          devices: invented.plant.devices.map((device) => statusOf(invented, device)),
          findings: invented.findings,
          openAlerts: open().length,
          unacknowledged: waiting(),
          revision: { ...invented.revision },
          disk: { used: 340e6, free: 52e9, limit: 1e9 },
          models: {
            inService: invented.modelsInService,
            learning: invented.learning.filter(({ state }) => state === "collecting" || state === "training").length,
            unreadable: 0,
          },
          notices: invented.notices,
        };
        await pause(1000);
      }
    }),
    dismissNotice: make.station.dismissNotice.handler(({ input }) => {
      invented.notices = invented.notices.filter(({ id }) => id !== input.id);
      return { dismissed: true as const };
    }),
    retention: make.station.retention.handler(() => retention),
    setRetention: make.station.setRetention.handler(({ input }) => {
      retention = input;
      return retention;
    }),
  };
}

/** A recording that does not go round has come to its end, until it is played again. */
function hasEnded({ driver, settings }: DeviceSetup): boolean {
  return driver === "recordedFile" && settings.loop === false && !settings.playedAgainAt;
}

function statusOf(invented: InventedPlant, device: DeviceSetup): DeviceStatus {
  const lost = invented.findings.length > 0 ? 2048 : 0;
  return {
    deviceId: device.id,
    condition: hasEnded(device) ? "ended" : "running",
    since: Date.now() - 3_600_000,
    received: 92_160_000,
    analysed: 92_159_000,
    lostInDevice: lost,
    lostInQueue: 0,
    channels: Array.from({ length: device.channelCount }, () => ({
      lostSamples: lost,
      gaps: lost > 0 ? 1 : 0,
      troubles: lost > 0 ? { overrun: 1 } : {},
    })),
    clock: { drift: 12.4, uncertainty: 2.6 },
  };
}

/** What is configured. */
export function fixturePlant(make: Make, invented: InventedPlant) {
  return {
    get: make.plant.get.handler(() => invented.plant),
    renameSite: make.plant.renameSite.handler(({ input }) => {
      invented.plant = { ...invented.plant, site: { id: "site", name: input.name } };
      invented.revision.plant += 1;
      return invented.plant;
    }),
    saveMachine: make.plant.saveMachine.handler(({ errors }) => {
      throw errors.STORE_FAILED({ message: "The disk is full: 0 B free.", data: { details: {} } });
    }),
    saveComponent: make.plant.saveComponent.handler(({ errors }) => {
      throw errors.STORE_FAILED({ message: "The disk is full: 0 B free.", data: { details: {} } });
    }),
    savePoint: make.plant.savePoint.handler(({ input, errors }) => {
      const { points, devices } = invented.plant;
      const id = input.id ?? `p${points.length}`;
      const other = points.find((point) => point.deviceId === input.deviceId && point.channel === input.channel);
      if (other !== undefined && other.id !== id) {
        throw errors.CONFLICT({ message: `Channel ${input.channel + 1} is already used.`, data: { details: {} } });
      }
      const { sampleRate = 1 } = devices.find((device) => device.id === input.deviceId) ?? {};
      const point = { ...input, id, sampleRate };
      invented.plant = {
        ...invented.plant,
        points: points.some((each) => each.id === id)
          ? points.map((each) => (each.id === id ? point : each))
          : [...points, point],
      };
      invented.revision.plant += 1;
      return point;
    }),
    remove: make.plant.remove.handler(() => invented.plant),
  };
}

/** The demo plant, which anybody may put in place of an empty one. */
export function fixtureDemo(make: Make, invented: InventedPlant) {
  const demoState = () => ({
    active: invented.plant.devices.some(({ driver }) => driver === "simulatedPlant"),
    growSeconds: 60,
    faults: invented.faults,
  });
  return {
    state: make.demo.state.handler(demoState),
    install: make.demo.install.handler(() => {
      fill(invented);
      invented.health = invented.plant.components.map(({ id }) => ({
        componentId: id,
        state: "not judged" as const,
        since: Date.now(),
        reason: "no model" as const,
      }));
      invented.revision.plant += 1;
      return demoState();
    }),
    startFault: make.demo.startFault.handler(({ input }) => {
      invented.faults = invented.faults.map((fault) =>
        fault.componentId === input.componentId && fault.fault === input.fault
          ? { ...fault, running: true, severity: 0.2 }
          : fault,
      );
      return demoState();
    }),
    repair: make.demo.repair.handler(({ input }) => {
      invented.faults = invented.faults.map((fault) =>
        fault.componentId === input.componentId ? { ...fault, running: false, severity: 0 } : fault,
      );
      return demoState();
    }),
  };
}
