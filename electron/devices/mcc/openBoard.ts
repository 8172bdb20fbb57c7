import {
  type Uldaq,
  type UlHandle,
  ulCoupling,
  ulErrors,
  ulIepe,
  ulInputConfig,
  ulInputInfo,
  ulInputInfoDouble,
  ulInputMode,
} from "../../../native/uldaq.ts";
import { Fault } from "../../domain/fault.ts";
import type { Hertz } from "../../domain/units.ts";
import { offeredRates, rateNotOffered } from "../offeredRates.ts";
import { type BoardRange, boardRanges, chooseRange } from "./boardRange.ts";
import { highestRate } from "./highestRate.ts";
import { addressOf, channelsOf, findBoards } from "./listBoards.ts";
import type { MccCapture } from "./mccTask.ts";

/** A board that is connected and set up as asked. Disposing of it switches its sensor supply off and lets it go. */
export interface OpenBoard extends Disposable {
  readonly handle: UlHandle;
  readonly inputMode: number;
  readonly range: BoardRange;
}

/**
 * Connects a board. The sensor supply is on only when it was asked for: a sensor that does not want it may be harmed by it.
 * @throws Fault DEVICE_MISSING, NOT_ALLOWED, PORT_BUSY, BAD_INPUT, RATE_NOT_OFFERED, DEVICE_LOST
 */
export function openBoard(library: Uldaq, task: MccCapture): OpenBoard {
  using opening = new DisposableStack();
  const { address, channelCount, settings } = task;
  const boards = findBoards(library);
  const found = boards.find((board) => addressOf(board) === address);
  const handle = found ? library.create(found) : 0;
  if (Number(handle) === 0) {
    const message = `There is no MCC board ${address}. Plug it in, and close other programs that use it.`;
    throw new Fault("DEVICE_MISSING", message, { details: { address, present: boards.map(addressOf) } });
  }
  opening.defer(() => library.release(handle));
  const code = library.connect(handle);
  if (code !== ulErrors.none) throw openingFault(library, address, code);
  opening.defer(() => library.disconnect(handle));
  const inputMode = chooseInputMode(library, handle, task);
  const range = chooseRange(boardRanges(library, handle, inputMode), settings.range);
  if (!range) {
    const message = `${address} has no range of ±${settings.range ?? ""} V or more. Set a smaller range.`;
    throw new Fault("BAD_INPUT", message, { details: { address } });
  }
  checkRateBounds(library, handle, task);
  const hasSupply = library.inputInfo(handle, ulInputInfo.iepeSupported, 0) !== 0;
  if (settings.iepe && !hasSupply) {
    const message = `${address} cannot feed IEPE sensors. Switch the setting off, or use a sensor supply between them.`;
    throw new Fault("BAD_INPUT", message, { details: { address } });
  }
  if (hasSupply) {
    const channels = Array.from({ length: channelCount }, (_, channel) => channel);
    const supply = (item: number, value: number) =>
      channels.map((channel) => library.setInputConfig(handle, item, channel, value));
    if (settings.iepe) opening.defer(() => void supply(ulInputConfig.iepeMode, ulIepe.off));
    const codes = [
      // Whoever used the board before may have left it on.
      ...supply(ulInputConfig.iepeMode, settings.iepe ? ulIepe.on : ulIepe.off),
      ...supply(ulInputConfig.coupling, settings.iepe ? ulCoupling.alternating : ulCoupling.direct),
    ];
    const refused = codes.find((each) => each !== ulErrors.none);
    if (refused !== undefined) throw openingFault(library, address, refused);
  }
  const parts = opening.move();
  return { handle, inputMode, range, [Symbol.dispose]: () => parts.dispose() };
}

function chooseInputMode(library: Uldaq, handle: UlHandle, { address, channelCount, settings }: MccCapture): number {
  const { differential, singleEnded } = ulInputMode;
  const modes = {
    automatic: [differential, singleEnded],
    differential: [differential],
    "single-ended": [singleEnded],
  }[settings.inputMode];
  const fitting = modes.find((mode) => channelsOf(library, handle, mode) >= channelCount);
  if (fitting !== undefined) return fitting;
  const most = Math.max(...modes.map((mode) => channelsOf(library, handle, mode)));
  const message = `${address} has ${most} channels in this input mode, not ${channelCount}. Set it up with at most ${most}.`;
  throw new Fault("BAD_INPUT", message, { details: { address, asked: channelCount, offered: most } });
}

function checkRateBounds(library: Uldaq, handle: UlHandle, { address, channelCount, sampleRate }: MccCapture): void {
  const [lowest, highest] = rateBounds(library, handle, channelCount);
  if (sampleRate < lowest || sampleRate > highest) {
    throw rateNotOffered(address, sampleRate, offeredRates(lowest, highest));
  }
}

/** The lowest and the highest rate with so many channels. */
export function rateBounds(library: Uldaq, handle: UlHandle, channelCount: number): readonly [Hertz, Hertz] {
  const lowest = library.inputInfoDouble(handle, ulInputInfoDouble.lowestRate);
  const alone = library.inputInfoDouble(handle, ulInputInfoDouble.highestRate);
  const throughput = library.inputInfoDouble(handle, ulInputInfoDouble.highestThroughput);
  return [lowest, highestRate({ highestRate: alone, throughput }, channelCount) || Number.POSITIVE_INFINITY];
}

function openingFault(library: Uldaq, address: string, code: number): Fault {
  const reason = library.errorText(code);
  const options = { details: { address, reason } };
  if (code === ulErrors.noPermission) {
    const message = `${address} may not be opened. Give the station's user the right to: "auscult doctor" says how.`;
    return new Fault("NOT_ALLOWED", message, options);
  }
  if (code === ulErrors.interfaceClaimed) {
    return new Fault("PORT_BUSY", `${address} is in use. Close the program that uses it.`, options);
  }
  return new Fault(
    "DEVICE_LOST",
    `The MCC board ${address} could not be opened (${reason}). Check its cable, then plug it in again.`,
    options,
  );
}
