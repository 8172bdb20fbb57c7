import {
  type DaqmxDevice,
  type DaqmxTask,
  daqmxCoupling,
  daqmxErrors,
  daqmxExcitation,
  daqmxTerminals,
  type NiDaqmx,
} from "../../../native/nidaqmx.ts";
import { Fault } from "../../domain/fault.ts";
import { checkRate, rateNotOffered } from "../offeredRates.ts";
import { ratesOf, widest } from "./listModules.ts";
import type { NiDaqCapture } from "./nidaqTask.ts";

/** A task that is set up and committed. Disposing of it switches the sensor supply off and frees the device. */
export interface OpenTask extends Disposable {
  readonly task: DaqmxTask;
}

/** What the computer's buffer holds, in seconds. */
const bufferTime = 2;

/**
 * Sets a device up. The sensor supply is on only when it was asked for: a sensor that does not want it may be harmed by it.
 * @throws Fault DEVICE_MISSING, PORT_BUSY, BAD_INPUT, RATE_NOT_OFFERED, DEVICE_LOST
 */
export function openTask(library: NiDaqmx, asked: NiDaqCapture): OpenTask {
  using opening = new DisposableStack();
  const { address, channelCount, sampleRate, settings } = asked;
  const present = library.deviceNames();
  if (!present.includes(address)) {
    const message = `There is no NI device ${address}. Plug it in, and look up its name in NI MAX.`;
    throw new Fault("DEVICE_MISSING", message, { details: { address, present } });
  }
  const device = library.device(address);
  if (channelCount > device.inputs.length) {
    const most = device.inputs.length;
    const message = `${address} has ${most} channels, not ${channelCount}. Set it up with at most ${most}.`;
    throw new Fault("BAD_INPUT", message, { details: { address, asked: channelCount, offered: most } });
  }
  const used = { ...device, inputs: device.inputs.slice(0, channelCount) };
  const hasSupply = device.supplyCurrents.length > 0;
  if (settings.iepe && !hasSupply) {
    const message = `${address} cannot feed IEPE sensors. Switch the setting off, or use a sensor supply between them.`;
    throw new Fault("BAD_INPUT", message, { details: { address } });
  }
  if (settings.range !== undefined && settings.range > widest(device.ranges)[1]) {
    const message = `${address} has no range of ±${settings.range} V or more. Set a smaller range.`;
    throw new Fault("BAD_INPUT", message, { details: { address } });
  }
  if (settings.iepe) opening.defer(() => switchSupplyOff(library, device, asked));
  const task = makeTask(library, device, asked, settings.iepe);
  opening.defer(() => library.clear(task));
  const checked = (code: number) => {
    if (code < 0) throw openingFault(library, asked, code);
  };
  checked(library.setRate(task, sampleRate, Math.max(1000, Math.ceil(bufferTime * sampleRate))));
  const made = library.rate(task);
  if (made === 0) throw rateNotOffered(address, sampleRate, ratesOf(library, used));
  checkRate(address, sampleRate, made);
  checked(library.commit(task));
  const parts = opening.move();
  return { task, [Symbol.dispose]: () => parts.dispose() };
}

/** A task with its channels and their supply; it owns nothing yet. */
function makeTask(library: NiDaqmx, device: DaqmxDevice, asked: NiDaqCapture, supply: boolean): DaqmxTask {
  using opening = new DisposableStack();
  const { code, task } = library.createTask();
  if (code < 0) throw openingFault(library, asked, code);
  opening.defer(() => library.clear(task));
  const { range, inputMode } = asked.settings;
  const [low, high] = range === undefined ? widest(device.ranges) : [-range, range];
  const terminal = daqmxTerminals[inputMode === "automatic" ? "usual" : inputMode]!;
  for (const channel of device.inputs.slice(0, asked.channelCount)) {
    const codes = [library.addVoltage(task, { channel, terminal, low, high })];
    if (device.supplyCurrents.length > 0) {
      const current = Math.min(...device.supplyCurrents);
      const source = supply ? daqmxExcitation.internal : daqmxExcitation.none;
      // Whoever used the device before may have left it on.
      codes.push(library.setSupply(task, channel, source, current));
      if (supply && device.hasAlternatingCoupling) {
        codes.push(library.setCoupling(task, channel, daqmxCoupling.alternating));
      }
    }
    const refused = codes.find((each) => each < 0);
    if (refused !== undefined) throw openingFault(library, asked, refused);
  }
  opening.move();
  return task;
}

/** Clearing a task leaves the device as it was: only another one that is committed changes it. */
function switchSupplyOff(library: NiDaqmx, device: DaqmxDevice, asked: NiDaqCapture): void {
  const task = makeTask(library, device, asked, false);
  library.commit(task);
  library.clear(task);
}

function openingFault(library: NiDaqmx, { address }: NiDaqCapture, code: number): Fault {
  const reason = library.errorText(code);
  const options = { details: { address, reason, number: code } };
  if (code === daqmxErrors.reserved) {
    return new Fault("PORT_BUSY", `${address} is in use. Close the program that uses it.`, options);
  }
  return new Fault(
    "DEVICE_LOST",
    `The NI device ${address} could not be opened (${reason}). Check its cable and its power.`,
    options,
  );
}
