import type { BearingMechanism } from "../../domain/bearing.ts";
import { Fault } from "../../domain/fault.ts";
import { type BearingAnalysis, bearingAnalysis } from "../../features/bearingAnalysis.ts";
import { isHealthy } from "./commissionTask.ts";
import { shareOf } from "./metrics.ts";
import { type FaultOrderBook, geometryOf } from "./readFaultOrders.ts";
import type { SegmentReader } from "./segmentReader.ts";
import type { Task, TaskRow } from "./task.ts";

export interface DiagnoseResult {
  /** Recordings with a fault, and healthy ones. */
  readonly faults: number;
  readonly healthy: number;
  /** Shares of the faults that are named rightly and wrongly; the rest is not named. */
  readonly rightRate: number | null;
  readonly wrongRate: number | null;
  /** Share of the healthy recordings where a mechanism is named. */
  readonly healthyNamedRate: number | null;
}

/** Labels of the mechanisms that can be named. */
const words: Partial<Record<BearingMechanism, string>> = { BPFO: "outer race", BPFI: "inner race", BSF: "ball" };
/** Every healthy bearing modulates a little: below a tenth of the mean envelope nothing is named. */
const leastDepth = 0.1;

/** Names the mechanism of each recording from its speed and the geometry of its bearing; nothing is learned. */
export async function diagnose(task: Task, reader: SegmentReader, orders: FaultOrderBook): Promise<DiagnoseResult> {
  const named: { row: TaskRow; mechanism: string | null }[] = [];
  for (const row of task.rows.filter(({ role }) => role === "test")) {
    named.push({ row, mechanism: await mechanismOf(row, reader, orders) });
  }
  const faults = named.filter(({ row }) => !isHealthy(row));
  const healthy = named.filter(({ row }) => isHealthy(row));
  return {
    faults: faults.length,
    healthy: healthy.length,
    rightRate: shareOf(faults.map(({ row, mechanism }) => mechanism === row.label)),
    wrongRate: shareOf(faults.map(({ row, mechanism }) => mechanism !== null && mechanism !== row.label)),
    healthyNamedRate: shareOf(healthy.map(({ mechanism }) => mechanism !== null)),
  };
}

async function mechanismOf(row: TaskRow, reader: SegmentReader, orders: FaultOrderBook): Promise<string | null> {
  const { entry, sampleRate, channels } = await reader.read(row);
  try {
    if (entry.speed === null) {
      throw new Fault("BAD_FILE", `${row.file} has no speed. Write it into the column "rpm" of the manifest.`);
    }
    const geometry = geometryOf(orders.ordersOf(entry));
    const chosen = channelOf(entry.component, entry.channels);
    const analyses = channels
      .filter((_, index) => chosen === null || index === chosen)
      .map((channel) => bearingAnalysis(new Float64Array(channel), sampleRate, geometry, entry.speed!));
    const found = analyses.flatMap(deepest).sort((one, other) => other.amplitude - one.amplitude)[0];
    return found?.word ?? null;
  } catch (thrown) {
    throw reader.misplaced(row.line, thrown);
  }
}

/** The mechanism that modulates deepest, of those among the highest peaks. */
function deepest({ mechanisms }: BearingAnalysis): { word: string; amplitude: number }[] {
  return mechanisms
    .flatMap(({ mechanism, hit, peak }) => {
      const word = words[mechanism];
      return hit && peak && word !== undefined && peak.amplitude >= leastDepth
        ? [{ word, amplitude: peak.amplitude }]
        : [];
    })
    .sort((one, other) => other.amplitude - one.amplitude)
    .slice(0, 1);
}

/** The channel that is called by the first letters of the component ("DE" at the "drive-end bearing"); null: any may hear it. */
export function channelOf(component: string, channels: readonly string[]): number | null {
  const initials = component
    .split(/[^\p{L}]+/u)
    .map((word) => word.charAt(0).toUpperCase())
    .join("");
  const index = channels.findIndex((channel) => channel.length > 1 && initials.startsWith(channel.toUpperCase()));
  return index < 0 ? null : index;
}
