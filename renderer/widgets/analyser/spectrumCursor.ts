import type { Decibels, Hertz } from "../../../electron/domain/units.ts";

export const cursorKinds = ["single", "harmonics", "sidebands"] as const;
export type CursorKind = (typeof cursorKinds)[number];

/** Where the values of a spectrum lie: value i at `first + i · step`. */
export interface LineGrid {
  readonly first: Hertz;
  readonly step: Hertz;
  readonly count: number;
  /** Neighbouring lines of one Hann-windowed transform, between which a tone can be located. */
  readonly fine: boolean;
}

export interface Reading {
  readonly frequency: Hertz;
  readonly level: Decibels;
}

const harmonicCount = 10;
const sidebandCount = 5;
/** The lower neighbour of a tone lies at least 6 dB below it; noise fills that in a little. What is flatter is no tone. */
const flank: Decibels = 5;
/** A peak is the strongest of so many lines to either side … */
const peakReach = 4;
/** … and stands out from the lowest of them by at least this. */
const peakProminence: Decibels = 6;

export function frequencyOf(grid: LineGrid, line: number): Hertz {
  return grid.first + line * grid.step;
}

/** The line nearest to a frequency, within the grid. */
export function lineAt(grid: LineGrid, frequency: Hertz): number {
  return Math.max(0, Math.min(grid.count - 1, Math.round((frequency - grid.first) / grid.step)));
}

/**
 * Frequency and level of the tone whose strongest line this is. A Hann window spreads a tone over its neighbours in a known
 * way: with the larger neighbour's share α, the tone lies δ = (2α − 1)/(α + 1) lines towards it, and the line reads
 * sin(πδ)/(πδ(1 − δ²)) of its amplitude. (Grandke, "Interpolation algorithms for DFTs", 1983)
 * @returns the line as it is when it is no tone or the grid is not fine
 */
export function refinePeak(grid: LineGrid, level: (line: number) => Decibels, line: number): Reading {
  const here = level(line);
  const plain = { frequency: frequencyOf(grid, line), level: here };
  if (!grid.fine || line < 1 || line > grid.count - 2) return plain;
  const [before, after] = [level(line - 1), level(line + 1)];
  if (!(here >= before && here >= after && here - Math.min(before, after) >= flank)) return plain;
  const direction = after > before ? 1 : -1;
  const share = 10 ** ((Math.max(before, after) - here) / 20);
  const offset = Math.max(0, Math.min(0.5, (2 * share - 1) / (share + 1)));
  const read = offset < 1e-6 ? 1 : Math.sin(Math.PI * offset) / (Math.PI * offset * (1 - offset ** 2));
  return {
    frequency: plain.frequency + direction * offset * grid.step,
    level: here - 20 * Math.log10(read),
  };
}

/** What is read at a frequency: the strongest of the line there and its neighbours, refined. */
export function readNear(grid: LineGrid, level: (line: number) => Decibels, frequency: Hertz): Reading {
  const line = lineAt(grid, frequency);
  if (!grid.fine) return { frequency: frequencyOf(grid, line), level: level(line) };
  return refinePeak(grid, level, strongest(level, Math.max(0, line - 1), Math.min(grid.count - 1, line + 1)));
}

/** The strongest line of [from, to]; the first of equals. */
export function strongest(level: (line: number) => Decibels, from: number, to: number): number {
  let best = from;
  for (let line = from + 1; line <= to; line += 1) if (level(line) > level(best)) best = line;
  return best;
}

/** The next peak to one side, or the line itself when there is none. */
export function nextPeak(grid: LineGrid, level: (line: number) => Decibels, line: number, direction: 1 | -1): number {
  for (let at = line + direction; at > 0 && at < grid.count - 1; at += direction) {
    const from = Math.max(0, at - peakReach);
    const to = Math.min(grid.count - 1, at + peakReach);
    if (strongest(level, from, to) !== at) continue;
    let lowest = level(at);
    for (let near = from; near <= to; near += 1) lowest = Math.min(lowest, level(near));
    if (level(at) - lowest >= peakProminence) return at;
  }
  return line;
}

/** One mark of a cursor: its order (2 for 2×, −1 for the first lower sideband) and where it stands. */
export interface CursorMark {
  readonly order: number;
  readonly frequency: Hertz;
}

/** The marks of a cursor that lie on the grid: itself, 1×…10×, or the centre with ± 1…5 spacings. */
export function cursorMarks(kind: CursorKind, grid: LineGrid, frequency: Hertz, spacing: Hertz): CursorMark[] {
  const top = frequencyOf(grid, grid.count - 1) + grid.step / 2;
  if (kind === "single" || (kind === "harmonics" && frequency <= 0)) return [{ order: 1, frequency }];
  const orders =
    kind === "harmonics"
      ? Array.from({ length: harmonicCount }, (_, index) => index + 1)
      : Array.from({ length: 2 * sidebandCount + 1 }, (_, index) => index - sidebandCount);
  return orders
    .map((order) => ({ order, frequency: kind === "harmonics" ? order * frequency : frequency + order * spacing }))
    .filter((mark) => mark.frequency >= 0 && mark.frequency <= top);
}
