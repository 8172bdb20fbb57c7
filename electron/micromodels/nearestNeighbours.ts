import { type Core, type CoreRows, spaceKind } from "./spaceKind.ts";

interface Prototypes extends Core {
  readonly count: number;
  /** Shape [count][terms], one after the other. */
  readonly values: Float32Array;
}

/** So many of the nearest count, so that one odd window among the healthy ones does not make its like healthy. */
const neighbours = 3;
const mostPrototypes = 160;
/** Of all prototypes together: what a small model and a quick score allow. */
const mostNumbers = 7000;

/**
 * Mean distance to the nearest healthy windows, in root mean square deviations. Of many windows those are kept which cover the rest
 * best: each next one is the farthest from all before it (T. F. Gonzalez, "Clustering to minimize the maximum intercluster
 * distance", 1985).
 * Saved as: u32 prototypes, float32 [prototypes][terms].
 */
export const nearestNeighbours = spaceKind<Prototypes>({
  kind: "nearest neighbours",
  usual: { oneSession: 1.94, highest: 1.84, lowest: 0.87 },
  fit: (set) => coreOf(chooseCovering(set)),
  save: (core, payload) => payload.integer(core.count).floats(core.values),
  load: (payload, size) => {
    const count = payload.integer(neighbours, 65_536);
    return coreOf({ count, values: payload.floats(count * size) });
  },
});

function chooseCovering({ rows }: CoreRows): { count: number; values: Float32Array } {
  const size = rows[0]!.length;
  const most = Math.max(neighbours, Math.min(mostPrototypes, Math.floor(mostNumbers / size)));
  const count = Math.min(most, rows.length);
  const values = new Float32Array(count * size);
  // from the centre of the space outwards
  const distances = rows.map((row) => row.reduce((sum, value) => sum + value * value, 0));
  let next = distances.reduce((nearest, distance, r) => (distance < distances[nearest]! ? r : nearest), 0);
  distances.fill(Number.POSITIVE_INFINITY);
  for (let chosen = 0; chosen < count; chosen++) {
    const prototype = rows[next]!;
    values.set(prototype, chosen * size);
    for (let r = 0; r < rows.length; r++) {
      const row = rows[r]!;
      let sum = 0;
      for (let t = 0; t < size; t++) sum += (row[t]! - prototype[t]!) ** 2;
      if (sum < distances[r]!) distances[r] = sum;
    }
    // no spreading: a call takes about a hundred thousand arguments, and seasons of listening have more windows
    next = distances.reduce((farthest, distance, r) => (distance > distances[farthest]! ? r : farthest), 0);
  }
  return { count, values };
}

function coreOf({ count, values }: { count: number; values: Float32Array }): Prototypes {
  const size = values.length / count;
  const nearest = new Float64Array(neighbours);
  return {
    count,
    values,
    score(row) {
      nearest.fill(Number.POSITIVE_INFINITY);
      for (let start = 0; start < values.length; start += size) {
        const limit = nearest[neighbours - 1]!;
        let sum = 0;
        // a prototype that is too far already is not measured to its end
        for (let t = 0; t < size; ) {
          const end = Math.min(size, t + 16);
          for (; t < end; t++) {
            const difference = row[t]! - values[start + t]!;
            sum += difference * difference;
          }
          if (sum >= limit) break;
        }
        if (sum >= limit) continue;
        let rank = neighbours - 1;
        for (; rank > 0 && nearest[rank - 1]! > sum; rank--) nearest[rank] = nearest[rank - 1]!;
        nearest[rank] = sum;
      }
      let mean = 0;
      for (let n = 0; n < neighbours; n++) mean += Math.sqrt(nearest[n]! / size);
      return mean / neighbours;
    },
  };
}
