import { expect, it } from "vitest";
import type { Driver } from "../../devices/driver.ts";
import { Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import { describeSource } from "./describeSource.ts";

const busy = new Fault("PORT_BUSY", "The port is in use by who knows whom.");
const never = () => expect.fail("not asked for");

/** A driver whose ports are all busy. */
const driver = (kind: string, idOf?: Driver["idOf"]): Driver => ({
  ...{ kind, isLive: never, find: never, capture: never, doctor: never, idOf },
  describe: () => Promise.reject(busy),
});
const used = (id: string, kind: string, name: string): DeviceSetup => ({
  ...{ id, driver: kind, address: "port", name, sampleRate: 1, channelCount: 1, settings: {} },
  channels: [{ name: "a", quantity: "other", unit: "raw", sensitivity: 1 }],
});

it("a source that the station itself holds is what it was when it was taken into use", async () => {
  const devices = [used("text:port", "text", "Pump sensor")];
  expect(await describeSource(driver("text"), "port", {}, devices)).toMatchObject({ id: "text:port" });
  await expect(describeSource(driver("frames"), "port", {}, devices)).rejects.toThrow(
    "port is in use as Pump sensor. Remove that device first to set it up anew.",
  );
  await expect(describeSource(driver("text"), "elsewhere", {}, devices)).rejects.toBe(busy);
});

it("one of several at an address is never taken for another of them", async () => {
  const bus = driver("bus", (address, { slave }) => `bus:${address}#${slave}`);
  const devices = [used("bus:port#1", "bus", "Pump sensor"), used("bus:port#2", "bus", "Fan sensor")];
  expect(await describeSource(bus, "port", { slave: 2 }, devices)).toMatchObject({
    id: "bus:port#2",
    name: "Fan sensor",
  });
  await expect(describeSource(bus, "port", { slave: 3 }, devices)).rejects.toBe(busy);
  const other = [used("text:port", "text", "Gauge")];
  await expect(describeSource(bus, "port", { slave: 1 }, other)).rejects.toThrow("port is in use as Gauge.");
});
