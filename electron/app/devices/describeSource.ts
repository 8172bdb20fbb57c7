import type { DeviceInfo, Driver } from "../../devices/driver.ts";
import { Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";

/**
 * Looks at a source. One that this station itself holds open cannot be looked at, and need not be: what it said when it was taken
 * into use is known.
 * @param devices those in use
 * @throws Fault of the driver; CONFLICT, naming it, when another device of this plant holds the source
 */
export async function describeSource(
  driver: Driver,
  address: string,
  settings: DeviceSetup["settings"],
  devices: readonly DeviceSetup[],
): Promise<DeviceInfo> {
  try {
    return await driver.describe(address, settings);
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.code !== "PORT_BUSY") throw thrown;
    const holder = holderOf(driver, address, settings, devices);
    if (holder === undefined) throw thrown;
    if (holder.driver === driver.kind && holder.channels !== undefined)
      return rememberedInfo(holder, holder.channels, settings);
    const message = `${address} is in use as ${holder.name}. Remove that device first to set it up anew.`;
    throw new Fault("CONFLICT", message, { cause: thrown, details: { address, device: holder.name } });
  }
}

/** Who may hold the source. Devices that share an address do not keep each other out: what the driver says of them stands. */
function holderOf(
  driver: Driver,
  address: string,
  settings: DeviceSetup["settings"],
  devices: readonly DeviceSetup[],
): DeviceSetup | undefined {
  const there = devices.filter((device) => device.address === address);
  if (driver.idOf === undefined) return there[0];
  const id = driver.idOf(address, settings);
  return there.find((device) => device.id === id || device.driver !== driver.kind);
}

function rememberedInfo(
  { id, driver, address, name }: DeviceSetup,
  channels: DeviceInfo["channels"],
  settings: DeviceSetup["settings"],
): DeviceInfo {
  const { sampleRate } = settings;
  return {
    id,
    driver,
    address,
    name,
    channels,
    sampleRates: [],
    defaultSampleRate: typeof sampleRate === "number" ? sampleRate : 0,
    via: "",
    settings,
  };
}
