import type { DeviceInfo, Driver } from "../../devices/driver.ts";
import { Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";

/**
 * Asks the drivers that can tell whether the source at this address is of their kind, one after the other, because they share it. The
 * first that is sure ends it: a source speaks one language, and nobody is to talk to one that was understood.
 * @param ask whether drivers may write to the source to find out
 * @returns what it is; empty when nobody knows it
 * @throws Fault CONFLICT when the source is in use; the fault of the first driver when none could even open it
 */
export async function recogniseSource(
  address: string,
  drivers: readonly Driver[],
  inUse: readonly DeviceSetup[],
  signal: AbortSignal,
  ask = false,
): Promise<readonly DeviceInfo[]> {
  const user = inUse.find((device) => device.address === address);
  if (user !== undefined) {
    const isShared = drivers.some(({ kind, idOf }) => kind === user.driver && idOf !== undefined);
    const remedy = isShared
      ? "Add what else hangs on it by hand, as the same kind of source with its own slave address."
      : "Remove that device first to set it up anew.";
    throw new Fault("CONFLICT", `${address} is in use as ${user.name}. ${remedy}`, {
      details: { address, device: user.name },
    });
  }
  const failures: unknown[] = [];
  let asked = 0;
  for (const driver of drivers) {
    if (driver.recognise === undefined || signal.aborted || (driver.recogniseAsks && !ask)) continue;
    asked += 1;
    try {
      const device = await driver.recognise(address, signal);
      if (device !== undefined) return [device];
    } catch (thrown) {
      failures.push(thrown);
    }
  }
  if (asked > 0 && failures.length === asked) throw failures[0];
  return [];
}
