import type { DeviceInfo, Driver } from "../../devices/driver.ts";
import { Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";

/**
 * Looks at a source. One that this station itself holds open cannot be looked at, and need not be: what it said when it was taken
 * into use is known.
 * @param inUse the device of this driver at this address, if there is one
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
    const holder = devices.find((device) => device.address === address);
    if (!(thrown instanceof Fault) || thrown.code !== "PORT_BUSY" || holder === undefined) throw thrown;
    if (holder.driver === driver.kind && holder.channels !== undefined)
      return rememberedInfo(holder, holder.channels, settings);
    const message = `${address} is in use as ${holder.name}. Remove that device first to set it up anew.`;
    throw new Fault("CONFLICT", message, { cause: thrown, details: { address, device: holder.name } });
  }
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
