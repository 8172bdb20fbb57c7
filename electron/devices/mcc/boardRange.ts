import { type Uldaq, type UlHandle, ulInputInfo, ulInputMode } from "../../../native/uldaq.ts";

/** Volts of the bipolar ranges by their number in the library's header; unipolar ones cut half of every vibration off. */
const volts: Readonly<Record<number, number>> = {
  1: 60,
  2: 30,
  3: 15,
  4: 20,
  5: 10,
  6: 5,
  7: 4,
  8: 2.5,
  9: 2,
  10: 1.25,
  11: 1,
  12: 0.625,
  13: 0.5,
  14: 0.25,
  15: 0.125,
  16: 0.2,
  17: 0.1,
  18: 0.078,
  19: 0.05,
  20: 0.01,
  21: 0.005,
  22: 3,
  23: 0.312,
  24: 0.156,
};

export interface BoardRange {
  readonly number: number;
  /** ± this. */
  readonly volts: number;
}

/** The bipolar ranges of a board in one input mode, the largest first. */
export function boardRanges(library: Uldaq, board: UlHandle, inputMode: number): BoardRange[] {
  const differential = inputMode === ulInputMode.differential;
  const counted = differential ? ulInputInfo.differentialRangeCount : ulInputInfo.singleEndedRangeCount;
  const item = differential ? ulInputInfo.differentialRange : ulInputInfo.singleEndedRange;
  return Array.from({ length: library.inputInfo(board, counted, 0) }, (_, i) => library.inputInfo(board, item, i))
    .flatMap((number) => (volts[number] === undefined ? [] : { number, volts: volts[number] }))
    .sort((a, b) => b.volts - a.volts);
}

/** The smallest range that holds so many volts, or the largest where nobody said. */
export function chooseRange(ranges: readonly BoardRange[], wanted: number | undefined): BoardRange | undefined {
  if (wanted === undefined) return ranges[0];
  return ranges.findLast((range) => range.volts >= wanted);
}
