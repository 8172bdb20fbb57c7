import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Trend } from "../../electron/contract/componentsContract.ts";
import type { Milliseconds, UtcMilliseconds } from "../../electron/domain/units.ts";
import { useCalls } from "../link/LinkProvider.tsx";
import { useNow } from "./StationProvider.tsx";

const hour = 3_600_000;
export const trendRanges = {
  "1h": hour,
  "24h": 24 * hour,
  "7d": 168 * hour,
  "30d": 720 * hour,
  "1y": 8760 * hour,
} as const;
export type TrendRange = keyof typeof trendRanges;

/** How often a range is asked again: short enough to see it move, long enough to leave the station alone. */
function refreshEvery(span: Milliseconds): Milliseconds {
  return span <= hour ? 2000 : span <= 24 * hour ? 20_000 : 300_000;
}

export interface ShownTrend {
  readonly trend: Trend;
  readonly from: UtcMilliseconds;
  readonly to: UtcMilliseconds;
}

/** Scores of the last hour, day … of a component; the window moves with the station's clock. */
export function useTrend(componentId: string | undefined, range: TrendRange, maxRows: number) {
  const calls = useCalls();
  const span = trendRanges[range];
  const step = refreshEvery(span);
  const to = Math.ceil(useNow() / step) * step;
  return useQuery({
    queryKey: [...calls.components.trend.key(), "window", componentId, range, maxRows, to],
    enabled: componentId !== undefined,
    placeholderData: (before: ShownTrend | undefined, query) =>
      query?.queryKey.includes(componentId ?? "") ? keepPreviousData(before) : undefined,
    gcTime: 5000,
    queryFn: async ({ signal }): Promise<ShownTrend> => {
      const from = to - span;
      const input = { componentId: componentId ?? "", from, to, maxRows };
      return { trend: await calls.components.trend.call(input, { signal }), from, to };
    },
  });
}
