import type { ChannelInfo, Signal } from "../domain/channelInfo.ts";
import { Fault } from "../domain/fault.ts";
import type { MicrophoneCurve } from "../domain/microphoneCurve.ts";
import type {
  CalibrationRecord,
  Component,
  ComponentId,
  DeviceId,
  DeviceSetup,
  Machine,
  MachineId,
  Plant,
  Point,
  PointId,
  Site,
} from "../domain/plant.ts";
import type { Connection } from "./connection.ts";

/** What only some points have, as it lies in its row. */
interface StoredExtras {
  readonly signal: Signal | null;
  readonly response: string | null;
  readonly calibration: string | null;
}

const unnamedSite: Site = { id: "site", name: "My plant" };

/** What is configured. Every change is on the disk when the call returns. */
export class PlantTables {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The whole plant, in the order of its places. An untouched store has an unnamed site and nothing else. */
  read(): Plant {
    const connection = this.#connection;
    return {
      site: { ...(connection.one<Site>("SELECT id, name FROM site LIMIT 1") ?? unnamedSite) },
      machines: connection
        .all<Machine & { ratedSpeed: number | null }>(
          "SELECT id, site_id AS siteId, name, kind, place, rated_speed AS ratedSpeed FROM machines ORDER BY place, name, id",
        )
        .map(({ ratedSpeed, ...machine }) => (ratedSpeed === null ? machine : { ...machine, ratedSpeed })),
      components: connection
        .all<Omit<Component, "outOfService"> & { outOfService: number }>(
          "SELECT id, machine_id AS machineId, name, kind, place, out_of_service AS outOfService FROM components ORDER BY place, name, id",
        )
        .map((row) => ({ ...row, outOfService: row.outOfService === 1 })),
      points: connection
        .all<Omit<Point, "signal" | "response" | "calibration"> & StoredExtras>(
          `SELECT id, component_id AS componentId, name, quantity, unit, sensitivity, mounting, direction,
             device_id AS deviceId, channel, sample_rate AS sampleRate, signal, response, calibration
             FROM points ORDER BY component_id, channel, id`,
        )
        .map(({ signal, response, calibration, ...row }) => ({
          ...row,
          ...(signal !== null && { signal }),
          ...(response !== null && { response: JSON.parse(response) as MicrophoneCurve }),
          ...(calibration !== null && { calibration: JSON.parse(calibration) as CalibrationRecord }),
        })),
      devices: connection
        .all<Omit<DeviceSetup, "settings" | "channels"> & { settings: string; channels: string | null }>(
          `SELECT id, driver, address, name, sample_rate AS sampleRate, channel_count AS channelCount, settings, channels
             FROM devices ORDER BY name, id`,
        )
        .map(({ channels, ...row }) => ({
          ...row,
          settings: JSON.parse(row.settings) as DeviceSetup["settings"],
          ...(channels !== null && { channels: JSON.parse(channels) as ChannelInfo[] }),
        })),
    };
  }

  /** There is one site: saving another one takes its place. */
  saveSite(site: Site): void {
    this.#connection.transaction(() => {
      this.#connection.run("DELETE FROM site WHERE id <> ?", site.id);
      this.#upsert("site", { id: site.id, name: site.name });
    });
  }

  saveMachine(machine: Machine): void {
    this.#upsert("machines", {
      id: machine.id,
      site_id: machine.siteId,
      name: machine.name,
      kind: machine.kind,
      place: machine.place,
      rated_speed: machine.ratedSpeed ?? null,
    });
  }

  /** @throws Fault NOT_FOUND when its machine is not there */
  saveComponent(component: Component): void {
    this.#require("machines", component.machineId, "machine");
    this.#upsert("components", {
      id: component.id,
      machine_id: component.machineId,
      name: component.name,
      kind: component.kind,
      place: component.place,
      out_of_service: component.outOfService ? 1 : 0,
    });
  }

  /** @throws Fault NOT_FOUND when its component or device is not there; BAD_INPUT for a sensitivity of 0 */
  savePoint(point: Point): void {
    this.#require("components", point.componentId, "component");
    this.#require("devices", point.deviceId, "device");
    if (point.sensitivity === 0 || !Number.isFinite(point.sensitivity)) {
      throw new Fault("BAD_INPUT", `The sensitivity of ${point.name} must be a number other than 0.`);
    }
    this.#upsert("points", {
      id: point.id,
      component_id: point.componentId,
      name: point.name,
      quantity: point.quantity,
      unit: point.unit,
      sensitivity: point.sensitivity,
      mounting: point.mounting,
      direction: point.direction,
      device_id: point.deviceId,
      channel: point.channel,
      sample_rate: point.sampleRate,
      signal: point.signal ?? null,
      response: point.response === undefined ? null : JSON.stringify(point.response),
      calibration: point.calibration === undefined ? null : JSON.stringify(point.calibration),
    });
  }

  saveDevice(device: DeviceSetup): void {
    this.#upsert("devices", {
      id: device.id,
      driver: device.driver,
      address: device.address,
      name: device.name,
      sample_rate: device.sampleRate,
      channel_count: device.channelCount,
      settings: JSON.stringify(device.settings),
      channels: device.channels === undefined ? null : JSON.stringify(device.channels),
    });
  }

  /** With its components and their points. Trends, models and alerts stay. @throws Fault NOT_FOUND */
  removeMachine(id: MachineId): void {
    this.#remove("machines", id, "machine");
  }

  /** With its points. @throws Fault NOT_FOUND */
  removeComponent(id: ComponentId): void {
    this.#remove("components", id, "component");
  }

  /** @throws Fault NOT_FOUND */
  removePoint(id: PointId): void {
    this.#remove("points", id, "point");
  }

  /** With the points that are its channels. @throws Fault NOT_FOUND */
  removeDevice(id: DeviceId): void {
    this.#remove("devices", id, "device");
  }

  /** Never INSERT OR REPLACE: it would delete first, and take along what hangs below. */
  #upsert(table: string, row: Record<string, string | number | null>): void {
    const columns = Object.keys(row);
    const updates = columns.filter((column) => column !== "id").map((column) => `${column} = excluded.${column}`);
    this.#connection.run(
      `INSERT INTO ${table} (${columns}) VALUES (${columns.map(() => "?")}) ON CONFLICT (id) DO UPDATE SET ${updates}`,
      ...Object.values(row),
    );
  }

  #require(table: string, id: string, what: string): void {
    if (!this.#connection.one(`SELECT 1 FROM ${table} WHERE id = ?`, id)) throw missing(what, id);
  }

  #remove(table: string, id: string, what: string): void {
    if (this.#connection.run(`DELETE FROM ${table} WHERE id = ?`, id) === 0) throw missing(what, id);
  }
}

function missing(what: string, id: string): Fault {
  return new Fault("NOT_FOUND", `There is no ${what} ${id} in this plant; it may have been removed meanwhile.`, {
    details: { what, id },
  });
}
