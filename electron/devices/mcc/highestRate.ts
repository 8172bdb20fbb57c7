import type { Hertz } from "../../domain/units.ts";
import type { MccBoard } from "./mccTask.ts";

/** Samples a second and channel with so many channels: boards with one converter share its throughput out. */
export function highestRate(board: Pick<MccBoard, "highestRate" | "throughput">, channelCount: number): Hertz {
  const { highestRate: alone, throughput } = board;
  return throughput > 0 ? Math.min(alone, throughput / channelCount) : alone;
}
