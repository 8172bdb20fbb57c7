import type { HealthySpectrum } from "../domain/alert.ts";
import type { PointId } from "../domain/plant.ts";

type HealthySpectra = Readonly<Record<PointId, HealthySpectrum>>;

/** Healthy spectra that span two sets of sessions: the lower 5 % line, the higher 95 % line, the mean of the medians. */
export function mergeHealthy(before: HealthySpectra, now: HealthySpectra): HealthySpectra {
  return Object.fromEntries(
    Object.entries(now).map(([pointId, latest]) => {
      const earlier = before[pointId];
      if (earlier === undefined || earlier.top !== latest.top || earlier.middle.length !== latest.middle.length) {
        return [pointId, latest];
      }
      return [
        pointId,
        {
          top: latest.top,
          low: latest.low.map((level, band) => Math.min(level, earlier.low[band]!)),
          middle: latest.middle.map((level, band) => (level + earlier.middle[band]!) / 2),
          high: latest.high.map((level, band) => Math.max(level, earlier.high[band]!)),
        },
      ];
    }),
  );
}
