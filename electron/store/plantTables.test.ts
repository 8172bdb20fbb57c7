import { expect, it } from "vitest";
import type { DeviceSetup, Point } from "../domain/plant.ts";
import { Connection } from "./connection.ts";
import { migrate, migrations } from "./migrations/migrations.ts";
import { PlantTables } from "./plantTables.ts";

const device: DeviceSetup = {
  id: "sensor",
  driver: "modbusRtu",
  address: "/dev/ttyUSB0",
  name: "Pump sensor",
  sampleRate: 1,
  channelCount: 2,
  settings: { baudRate: 19_200 },
};
const point: Point = {
  id: "temperature",
  componentId: "bearing",
  name: "temperature",
  quantity: "temperature",
  unit: "°C",
  sensitivity: 1,
  mounting: "screw",
  direction: "none",
  deviceId: "sensor",
  channel: 1,
  sampleRate: 1,
};

function open(connection: Connection): PlantTables {
  const plant = new PlantTables(connection);
  plant.saveSite({ id: "site", name: "Mill" });
  plant.saveMachine({ id: "pump", siteId: "site", name: "Pump", kind: "pump", place: 0 });
  plant.saveComponent({
    id: "bearing",
    machineId: "pump",
    name: "Bearing",
    kind: "bearing",
    place: 0,
    outOfService: false,
  });
  return plant;
}

it("keeps what a device said of its channels, and what is known of the sensor behind a point", () => {
  using connection = new Connection(":memory:");
  migrate(connection);
  const plant = open(connection);
  const known: DeviceSetup = {
    ...device,
    channels: [{ name: "Temperature", quantity: "temperature", unit: "°C", sensitivity: 1, signal: "feature" }],
  };
  const measured: Point = {
    ...point,
    signal: "feature",
    response: {
      sensitivityFactor: -12.07,
      analogGain: null,
      serialNumber: "8108494",
      frequencies: [10, 20],
      responses: [-1, 0],
    },
    calibration: {
      method: "calibrator",
      time: 1e12,
      by: "Kim",
      tone: { nominalFrequency: 1000, nominalLevel: 1, frequency: 1000.2, stability: 0.01, duration: 5 },
    },
  };
  plant.saveDevice(known);
  plant.savePoint(measured);
  expect(plant.read()).toMatchObject({ devices: [known], points: [measured] });
  // Saved again without, they are gone.
  plant.saveDevice(device);
  plant.savePoint(point);
  expect(plant.read().devices).toEqual([device]);
  expect(plant.read().points).toEqual([point]);
});

it("reads points and devices of a plant of the version before", () => {
  using connection = new Connection(":memory:");
  migrate(connection, migrations.slice(0, 2));
  const plant = open(connection);
  connection.execute(`
    INSERT INTO devices (id, driver, address, name, sample_rate, channel_count, settings)
      VALUES ('sensor', 'modbusRtu', '/dev/ttyUSB0', 'Pump sensor', 1, 2, '{"baudRate":19200}');
    INSERT INTO points (id, component_id, name, quantity, unit, sensitivity, mounting, direction, device_id, channel, sample_rate)
      VALUES ('temperature', 'bearing', 'temperature', 'temperature', '°C', 1, 'screw', 'none', 'sensor', 1, 1);`);
  migrate(connection);
  expect(plant.read().devices).toEqual([device]);
  expect(plant.read().points).toEqual([point]);
});
