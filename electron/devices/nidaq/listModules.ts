import { type DaqmxDevice, daqmxTerminals, type NiDaqmx } from "../../../native/nidaqmx.ts";
import type { Hertz } from "../../domain/units.ts";
import { offeredRates } from "../offeredRates.ts";
import type { NiDaqSearch, NiModule } from "./nidaqTask.ts";

/** The devices with analog inputs. They are only asked, never reserved: a capture that runs is left alone. */
export function listModules(library: NiDaqmx, { known, inputs: used }: NiDaqSearch): NiModule[] {
  return library.deviceNames().flatMap((name) => {
    const device = library.device(name);
    if (device.inputs.length === 0 || device.ranges.length === 0) return [];
    const { product, serial, isSimulated } = device;
    const inputs = device.inputs.slice(0, used[name]);
    const identity = `${name}/${serial}/${inputs.length}`;
    return {
      identity,
      address: name,
      name: `${product} (${name}, ${serial.toString(16).toUpperCase()})`,
      inputs,
      sampleRates: known[identity] ?? ratesOf(library, { ...device, inputs }),
      hasSensorSupply: device.supplyCurrents.length > 0,
      isSimulated,
    };
  });
}

/** Modules with a converter a channel offer divisions of their clock only: each usual rate is asked for, and what becomes of it. */
export function ratesOf(library: NiDaqmx, device: DaqmxDevice): Hertz[] {
  const { inputs, lowestRate, highestRate, highestRateOfOne } = device;
  // Of several channels a device may mean the sum; then it refuses what is too much.
  const usual = offeredRates(lowestRate, inputs.length > 1 && highestRate > 0 ? highestRate : highestRateOfOne);
  const made = madeOf(library, device, usual);
  return made.length > 0 ? [...new Set(made)].sort((a, b) => a - b) : usual;
}

/** What the device makes of rates that it takes. */
function madeOf(library: NiDaqmx, { inputs, ranges }: DaqmxDevice, rates: readonly Hertz[]): Hertz[] {
  const { code, task } = library.createTask();
  if (code < 0) return [];
  try {
    const [low, high] = widest(ranges);
    const channel = inputs.join(",");
    if (library.addVoltage(task, { channel, terminal: daqmxTerminals.usual!, low, high }) < 0) return [];
    return rates.flatMap((rate) => {
      const made = library.setRate(task, rate, Math.max(1000, Math.ceil(rate))) < 0 ? 0 : library.rate(task);
      // A device with a fine clock is off by its rounding, which nobody wants to see.
      return made === 0 ? [] : Math.abs(made - rate) < 1e-5 * rate ? rate : made;
    });
  } finally {
    library.clear(task);
  }
}

export function widest(ranges: DaqmxDevice["ranges"]): readonly [number, number] {
  return ranges.toSorted((a, b) => b[1] - b[0] - (a[1] - a[0]))[0] ?? [-10, 10];
}
