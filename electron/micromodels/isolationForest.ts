import { seededRandom } from "./seededRandom.ts";
import { type Core, type CoreRows, spaceKind } from "./spaceKind.ts";

interface Forest extends Core {
  /**
   * Trees one after the other, each in preorder: a split is the number of its term and its threshold in 256ths, as int16; a leaf is
   * −1 − the number of rows in it. Smaller than the threshold goes on right behind it.
   */
  readonly codes: Int16Array;
  /** Shape [radii]: mean depth at which a row of that deviation is singled out, falling. */
  readonly depths: Float32Array;
}

const trees = 200;
/** Rows a tree is grown from. Fewer isolate the odd ones as well, and many small trees say more than a few large ones. */
const sampled = 48;
const deepest = Math.ceil(Math.log2(sampled));
const stepsPerUnit = 256;
/** A session that has not been heard yet: rows are moved by as much as lets them vary by one unit in all. */
const sessionDeviation = 0.8;
const mostCodes = 65_536;
/** Root mean square deviations of all terms together that the depth is compared with; no forest tells larger ones apart. */
const radii: readonly number[] = [0, 0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
const rowsPerRadius = 32;

/**
 * How quickly random splits single a window out, as the deviation of all terms together that is singled out as quickly: a depth by
 * itself is no distance, and thresholds are multiples. F. T. Liu, K. M. Ting, Z.-H. Zhou, "Isolation forest", ICDM 2008.
 * The trees grow from windows of sessions that might come next: healthy ones, each moved at random by what a session may differ by.
 * From the bare windows, any session but the learned ones would be singled out at once.
 * Saved as: u32 codes, int16 codes [codes], float32 depths [11].
 */
export const isolationForest = spaceKind<Forest>({
  kind: "isolation forest",
  usual: { oneSession: 2.6, highest: 2.15, lowest: 1.1 },
  fit: (set, { seed }) => {
    const codes: number[] = [];
    const random = seededRandom(seed);
    for (let tree = 0; tree < trees; tree++) grow(codes, sampleRows(set, random), 0, random);
    const forest = compile(Int16Array.from(codes));
    return coreOf(Int16Array.from(codes), depthsAtRadii(forest, set.units, random));
  },
  save: ({ codes, depths }, payload) => payload.integer(codes.length).shorts(codes).floats(depths),
  load: (payload, size) => {
    const codes = payload.shorts(payload.integer(trees, mostCodes));
    payload.demand(areTrees(codes, size), "its trees do not fit together");
    const depths = payload.floats(radii.length);
    payload.demand(
      depths.every((depth, r) => depth > 0 && (r === 0 || depth < depths[r - 1]!)),
      "its depths do not fall",
    );
    return coreOf(codes, depths);
  },
});

function sampleRows({ rows, units }: CoreRows, random: () => number): Float64Array[] {
  return Array.from({ length: sampled }, () => {
    const row = rows[Math.floor(random() * rows.length)]!;
    return row.map((value, t) => value + sessionDeviation * units[t]! * aboutNormal(random));
  });
}

/** Sum of four uniform numbers, deviation 1. */
function aboutNormal(random: () => number): number {
  return (random() + random() + random() + random() - 2) * Math.sqrt(3);
}

function grow(codes: number[], rows: readonly Float64Array[], depth: number, random: () => number): void {
  const split = depth < deepest && rows.length > 1 ? chooseSplit(rows, random) : null;
  if (split === null) {
    codes.push(-1 - rows.length);
    return;
  }
  const { term, step } = split;
  const threshold = step / stepsPerUnit;
  codes.push(term, step);
  const isLow = (row: Float64Array) => row[term]! < threshold;
  grow(codes, rows.filter(isLow), depth + 1, random);
  grow(
    codes,
    rows.filter((row) => !isLow(row)),
    depth + 1,
    random,
  );
}

/**
 * A random point on the edges of the box around the rows: a term has a chance by its extent, so that all points and groups keep their
 * say (as in B. Lakshminarayanan et al., "Mondrian forests", NIPS 2014). null when no threshold that can be written tells rows apart.
 */
function chooseSplit(rows: readonly Float64Array[], random: () => number): { term: number; step: number } | null {
  const lows = rows[0]!.slice();
  const highs = rows[0]!.slice();
  for (const row of rows) {
    for (let t = 0; t < row.length; t++) {
      if (row[t]! < lows[t]!) lows[t] = row[t]!;
      else if (row[t]! > highs[t]!) highs[t] = row[t]!;
    }
  }
  const extent = highs.reduce((sum, high, t) => sum + high - lows[t]!, 0);
  for (let attempt = 0; attempt < 4; attempt++) {
    let left = random() * extent;
    let term = 0;
    for (; term < lows.length - 1 && left >= highs[term]! - lows[term]!; term++) left -= highs[term]! - lows[term]!;
    const step = Math.round((lows[term]! + left) * stepsPerUnit);
    const threshold = step / stepsPerUnit;
    if (lows[term]! < threshold && threshold <= highs[term]! && Math.abs(step) < 32_768) return { term, step };
  }
  return null;
}

/** How deep a search in a random tree of so many rows goes on average. */
function usualDepth(rows: number): number {
  if (rows <= 1) return 0;
  if (rows === 2) return 1;
  return 2 * (Math.log(rows - 1) + 0.577_215_664_9) - (2 * (rows - 1)) / rows;
}

/** Whether there are as many trees as there must be, all of them whole, and no split asks for a term that is not there. */
function areTrees(codes: Int16Array, size: number): boolean {
  let at = 0;
  for (let tree = 0; tree < trees; tree++) {
    for (let open = 1; open > 0; ) {
      if (at >= codes.length) return false;
      const term = codes[at]!;
      if (term >= size) return false;
      at += term < 0 ? 1 : 2;
      open += term < 0 ? -1 : 1;
      // no deeper than trees are grown, so that reading them cannot go astray
      if (open > deepest + 1) return false;
    }
  }
  return at === codes.length;
}

function coreOf(codes: Int16Array, depths: Float32Array): Forest {
  const forest = compile(codes);
  return { codes, depths, score: (row) => radiusOf(meanDepth(forest, row), depths) };
}

/** @returns shape [radii]: depths of random rows of each deviation, made to fall where chance has it otherwise */
function depthsAtRadii(forest: CompiledForest, units: Float64Array, random: () => number): Float32Array {
  const depths = new Float32Array(radii.length);
  for (const [r, radius] of radii.entries()) {
    let sum = 0;
    for (let turn = 0; turn < rowsPerRadius; turn++) {
      sum += meanDepth(
        forest,
        units.map((unit) => radius * unit * aboutNormal(random)),
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

function meanDepth({ terms, thresholds, nexts, lengths, roots }: CompiledForest, row: Float64Array): number {
  let depth = 0;
  for (let tree = 0; tree < trees; tree++) {
    let node = roots[tree]!;
    for (let term = terms[node]!; term >= 0; term = terms[node]!) {
      node = row[term]! < thresholds[node]! ? node + 1 : nexts[node]!;
    }
    depth += lengths[node]!;
  }
  return depth / trees;
}

type CompiledForest = ReturnType<typeof compile>;

/** Flat arrays by node, quick to walk through: term (−1: leaf), threshold, node of the larger side, depth reached at a leaf. */
function compile(codes: Int16Array) {
  const nodes = codes.length;
  const terms = new Int16Array(nodes).fill(-1);
  const thresholds = new Float64Array(nodes);
  const nexts = new Uint16Array(nodes);
  const lengths = new Float64Array(nodes);
  const roots = new Uint16Array(trees);
  let at = 0;
  let node = 0;
  const read = (depth: number): void => {
    const own = node++;
    const term = codes[at++]!;
    if (term < 0) {
      lengths[own] = Math.max(1, depth + usualDepth(-1 - term));
      return;
    }
    terms[own] = term;
    thresholds[own] = codes[at++]! / stepsPerUnit;
    read(depth + 1);
    nexts[own] = node;
    read(depth + 1);
  };
  for (let tree = 0; tree < trees; tree++) {
    roots[tree] = node;
    read(0);
  }
  return { terms, thresholds, nexts, lengths, roots };
}
