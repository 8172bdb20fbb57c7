import {
  areTrees,
  type CompiledTrees,
  compileTrees,
  growTree,
  meanDepth,
  sampledRows,
  type TreeCodes,
} from "./isolationTrees.ts";
import { seededRandom } from "./seededRandom.ts";
import { type Core, type CoreRows, spaceKind } from "./spaceKind.ts";

interface Forest extends Core {
  readonly codes: TreeCodes;
  /** Shape [radii]: mean depth at which a row of that deviation is singled out, falling. */
  readonly depths: Float32Array;
}

const trees = 200;
/** A session that has not been heard yet: rows are moved by as much as lets them vary by one unit in all. */
const sessionDeviation = 0.8;
const mostCodes = 65_536;
/** Root mean square deviations of all terms together that the depth is compared with; no forest tells larger ones apart. */
const radii: readonly number[] = [0, 0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
const rowsPerRadius = 96;

/**
 * How quickly random splits single a window out, as the deviation of all terms together that is singled out as quickly: a depth by
 * itself is no distance, and thresholds are multiples. F. T. Liu, K. M. Ting, Z.-H. Zhou, "Isolation forest", ICDM 2008.
 * The trees grow from windows of sessions that might come next: healthy ones, each moved at random by what a session may differ by.
 * From the bare windows, any session but the learned ones would be singled out at once.
 * Saved as: u32 codes, int16 codes [codes], float32 depths [11].
 */
export const isolationForest = spaceKind<Forest>({
  kind: "isolation forest",
  usual: { oneSession: 2.05, highest: 1.95, lowest: 1.15 },
  fit: (set, { seed }) => {
    const codes: number[] = [];
    const random = seededRandom(seed);
    for (let tree = 0; tree < trees; tree++) growTree(codes, sampleRows(set, random), random);
    const grown = Int16Array.from(codes);
    return coreOf(grown, depthsAtRadii(compileTrees(grown, trees), set.units));
  },
  save: ({ codes, depths }, payload) => payload.integer(codes.length).shorts(codes).floats(depths),
  load: (payload, size) => {
    const codes = payload.shorts(payload.integer(trees, mostCodes));
    payload.demand(areTrees(codes, trees, size), "its trees do not fit together");
    const depths = payload.floats(radii.length);
    payload.demand(
      depths.every((depth, r) => depth > 0 && (r === 0 || depth < depths[r - 1]!)),
      "its depths do not fall",
    );
    return coreOf(codes, depths);
  },
});

function sampleRows({ rows, units }: CoreRows, random: () => number): Float64Array[] {
  return Array.from({ length: sampledRows }, () => {
    const row = rows[Math.floor(random() * rows.length)]!;
    return row.map((value, t) => value + sessionDeviation * units[t]! * aboutNormal(random));
  });
}

/** Sum of four uniform numbers, deviation 1. */
function aboutNormal(random: () => number): number {
  return (random() + random() + random() + random() - 2) * Math.sqrt(3);
}

function coreOf(codes: TreeCodes, depths: Float32Array): Forest {
  const forest = compileTrees(codes, trees);
  return { codes, depths, score: (row) => radiusOf(meanDepth(forest, row), depths) };
}

/**
 * The same random directions for every radius and every forest, so that no two forests differ by the luck of this measurement.
 * @returns shape [radii]: mean depths, made to fall where chance has it otherwise
 */
function depthsAtRadii(forest: CompiledTrees, units: Float64Array): Float32Array {
  const random = seededRandom(1);
  const directions = Array.from({ length: rowsPerRadius }, () => units.map((unit) => unit * aboutNormal(random)));
  const depths = new Float32Array(radii.length);
  for (const [r, radius] of radii.entries()) {
    let sum = 0;
    for (const direction of directions) {
      sum += meanDepth(
        forest,
        direction.map((value) => radius * value),
      );
    }
    const before = r === 0 ? Number.POSITIVE_INFINITY : depths[r - 1]!;
    depths[r] = Math.min(sum / rowsPerRadius, 0.999 * before);
  }
  return depths;
}

/** Between the depths in a straight line; at most four times the largest radius. */
function radiusOf(depth: number, depths: Float32Array): number {
  const last = depths.length - 1;
  if (depth >= depths[0]!) return 0;
  if (depth <= depths[last]!) return (radii[last]! * depths[last]!) / Math.max(depth, depths[last]! / 4);
  let r = 1;
  while (depth < depths[r]!) r++;
  const share = (depths[r - 1]! - depth) / (depths[r - 1]! - depths[r]!);
  return radii[r - 1]! + share * (radii[r]! - radii[r - 1]!);
}
