import type { HealthySpectrum } from "../../domain/alert.ts";
import type { PointId } from "../../domain/plant.ts";

export type HealthySpectra = Readonly<Record<PointId, HealthySpectrum>>;

/**
 * Healthy spectra that span several sessions: the lowest 5 % line, the highest 95 % line, the mean of the medians.
 * A point has the range and bands of the newest session; sessions that were measured otherwise do not count for it.
 * @param sessions oldest first
 */
export function mergeHealthy(sessions: readonly HealthySpectra[]): HealthySpectra {
  const newest = sessions.at(-1) ?? {};
  return Object.fromEntries(
    Object.entries(newest).map(([pointId, latest]) => {
      const alike = sessions.flatMap(({ [pointId]: each }) => {
        return each?.top === latest.top && each.middle.length === latest.middle.length ? [each] : [];
      });
      const over = (choose: (levels: readonly number[]) => number, line: "low" | "middle" | "high") =>
        latest[line].map((_, band) => choose(alike.map((each) => each[line][band]!)));
      const mean = (levels: readonly number[]) => levels.reduce((sum, level) => sum + level, 0) / levels.length;
      return [
        pointId,
        {
          top: latest.top,
          low: over((levels) => Math.min(...levels), "low"),
          middle: over(mean, "middle"),
          high: over((levels) => Math.max(...levels), "high"),
        },
      ];
    }),
  );
}
