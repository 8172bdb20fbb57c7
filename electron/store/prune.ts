import { millisecondsPerSecond, type UtcMilliseconds } from "../domain/units.ts";
import type { Connection } from "./connection.ts";
import type { EvidenceFiles } from "./evidenceFiles.ts";
import type { FeatureTable } from "./featureTable.ts";
import type { GapTable } from "./gapTable.ts";
import type { ModelTable } from "./modelTable.ts";
import type { Retention } from "./settingTable.ts";
import type { SourceClockTable } from "./sourceClockTable.ts";
import type { SourceTroubleTable } from "./sourceTroubleTable.ts";
import type { TrendTables } from "./trendTables.ts";

/** Tables whose rows are committed together, and forgotten when they are old. */
export interface BufferedTables {
  readonly trends: TrendTables;
  readonly features: FeatureTable;
  readonly gaps: GapTable;
  readonly troubles: SourceTroubleTable;
  readonly clocks: SourceClockTable;
}

export interface Pruned {
  /** Rows of trends, features, gaps, counts of trouble and clocks. */
  readonly rows: number;
  readonly recordings: number;
  /** Micromodels that others have replaced long ago. */
  readonly models: number;
  /** A budget was used up: there may be more to delete. */
  readonly more: boolean;
}

/** Rows deleted a call: about 50 ms of the writer's time, so that alerts are never kept waiting. */
const rowBudget = 20_000;
const fileBudget = 50;
/** Free pages given back a call. */
const vacuumPages = 500;

const hour = 3600 * millisecondsPerSecond;
const day = 24 * hour;

export function prune(
  connection: Connection,
  tables: BufferedTables,
  evidence: EvidenceFiles,
  kept: ModelTable,
  now: UtcMilliseconds,
  retention: Retention,
): Pruned {
  let left = rowBudget;
  const { trends, features, gaps, troubles, clocks } = tables;
  connection.transaction(() => {
    left -= features.prune(now - retention.featureHours * hour, left);
    left -= trends.prune(1, now - retention.secondTrendDays * day, left);
    left -= trends.prune(60, now - retention.minuteTrendDays * day, left);
    left -= trends.prune(3600, now - retention.hourTrendDays * day, left);
    left -= gaps.prune(now - retention.minuteTrendDays * day, left);
    left -= troubles.prune(now - retention.hourTrendDays * day, left);
    left -= clocks.prune(now - retention.hourTrendDays * day, left);
  });
  const recordings = evidence.prune(retention.evidenceMegabytes * 1_000_000, fileBudget);
  const models = kept.prune(fileBudget);
  connection.execute(`PRAGMA incremental_vacuum(${vacuumPages})`);
  return {
    rows: rowBudget - left,
    recordings,
    models,
    more: left === 0 || Math.max(recordings, models) === fileBudget,
  };
}
