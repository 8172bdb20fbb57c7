import {
  type UlDescriptor,
  type Uldaq,
  type UlHandle,
  ulDeviceInfo,
  ulErrors,
  ulInputInfo,
  ulInputInfoDouble,
  ulInputMode,
} from "../../../native/uldaq.ts";
import { Fault } from "../../domain/fault.ts";
import type { MccBoard } from "./mccTask.ts";

export const addressOf = (board: UlDescriptor) => `${board.productName}/${board.uniqueId}`;

/** What is connected by USB or network. @throws Fault DEVICE_LOST when the library cannot look */
export function findBoards(library: Uldaq): readonly UlDescriptor[] {
  const { code, boards } = library.inventory();
  if (code === ulErrors.none) return boards;
  const reason = library.errorText(code);
  const message = `The library uldaq cannot look for MCC boards (${reason}). Unplug the board that was plugged in last, or install uldaq anew.`;
  throw new Fault("DEVICE_LOST", message, { details: { reason } });
}

/** The boards that can scan by themselves. They are asked without being connected: a capture that runs is left alone. */
export function listBoards(library: Uldaq): MccBoard[] {
  return findBoards(library).flatMap((found) => {
    const handle = library.create(found);
    if (Number(handle) === 0) return [];
    try {
      return describeBoard(library, handle, found) ?? [];
    } finally {
      library.release(handle);
    }
  });
}

function describeBoard(library: Uldaq, handle: UlHandle, found: UlDescriptor): MccBoard | undefined {
  const hasInputs = library.deviceInfo(handle, ulDeviceInfo.hasAnalogInput) !== 0;
  if (!hasInputs || library.inputInfo(handle, ulInputInfo.hasPacer, 0) === 0) return undefined;
  const channelCount = Math.max(
    channelsOf(library, handle, ulInputMode.differential),
    channelsOf(library, handle, ulInputMode.singleEnded),
  );
  if (channelCount === 0) return undefined;
  return {
    address: addressOf(found),
    name: `${found.productName} (${found.uniqueId})`,
    channelCount,
    lowestRate: library.inputInfoDouble(handle, ulInputInfoDouble.lowestRate),
    highestRate: library.inputInfoDouble(handle, ulInputInfoDouble.highestRate),
    throughput: library.inputInfoDouble(handle, ulInputInfoDouble.highestThroughput),
    hasSensorSupply: library.inputInfo(handle, ulInputInfo.iepeSupported, 0) !== 0,
  };
}

export function channelsOf(library: Uldaq, handle: UlHandle, inputMode: number): number {
  return library.inputInfo(handle, ulInputInfo.channelsByMode, inputMode);
}
