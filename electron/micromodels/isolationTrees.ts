/**
 * Isolation trees as codes, one tree after the other, each in preorder: a split is the number of its term and its threshold in 256ths,
 * as int16; a leaf is −1 − the number of rows in it. What is smaller than the threshold goes on right behind it.
 */
export type TreeCodes = Int16Array;

/** Rows a tree is grown from. Fewer isolate the odd ones as well, and many small trees say more than a few large ones. */
export const sampledRows = 48;
export const deepest = Math.ceil(Math.log2(sampledRows));
const stepsPerUnit = 256;

/** Appends one tree. @param rows shape [sampledRows][terms] */
export function growTree(codes: number[], rows: readonly Float64Array[], random: () => number, depth = 0): void {
  const split = depth < deepest && rows.length > 1 ? chooseSplit(rows, random) : null;
  if (split === null) {
    codes.push(-1 - rows.length);
    return;
  }
  const { term, step } = split;
  const threshold = step / stepsPerUnit;
  codes.push(term, step);
  const low = rows.filter((row) => row[term]! < threshold);
  const high = rows.filter((row) => !(row[term]! < threshold));
  growTree(codes, low, random, depth + 1);
  growTree(codes, high, random, depth + 1);
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
export function usualDepth(rows: number): number {
  if (rows <= 1) return 0;
  if (rows === 2) return 1;
  return 2 * (Math.log(rows - 1) + 0.577_215_664_9) - (2 * (rows - 1)) / rows;
}

/** Whether there are as many trees as there must be, all whole, none deeper than they grow, and no split by a term that is not there. */
export function areTrees(codes: TreeCodes, trees: number, terms: number): boolean {
  let at = 0;
  for (let tree = 0; tree < trees; tree++) {
    for (const open = [0]; open.length > 0; ) {
      const depth = open.pop()!;
      const term = codes[at];
      if (term === undefined || term >= terms || depth > deepest) return false;
      at += term < 0 ? 1 : 2;
      if (term >= 0) open.push(depth + 1, depth + 1);
    }
  }
  return at === codes.length;
}

/** Trees as flat arrays by node, quick to walk through. */
export interface CompiledTrees {
  /** The term a node asks for; −1: it is a leaf. */
  readonly terms: Int16Array;
  /** Threshold of a split; depth reached at a leaf. */
  readonly values: Float32Array;
  /** The node of the larger side; that of the smaller one is the next. */
  readonly nexts: Uint16Array;
  readonly roots: Uint16Array;
}

/** @param codes checked by `areTrees`, not more than 65 536 */
export function compileTrees(codes: TreeCodes, trees: number): CompiledTrees {
  const nodes = countNodes(codes);
  const compiled = {
    terms: new Int16Array(nodes).fill(-1),
    values: new Float32Array(nodes),
    nexts: new Uint16Array(nodes),
    roots: new Uint16Array(trees),
  };
  let at = 0;
  let node = 0;
  const read = (depth: number): void => {
    const own = node++;
    const term = codes[at++]!;
    if (term < 0) {
      compiled.values[own] = Math.max(1, depth + usualDepth(-1 - term));
      return;
    }
    compiled.terms[own] = term;
    compiled.values[own] = codes[at++]! / stepsPerUnit;
    read(depth + 1);
    compiled.nexts[own] = node;
    read(depth + 1);
  };
  for (let tree = 0; tree < trees; tree++) {
    compiled.roots[tree] = node;
    read(0);
  }
  return compiled;
}

function countNodes(codes: TreeCodes): number {
  let nodes = 0;
  for (let at = 0; at < codes.length; at += codes[at]! < 0 ? 1 : 2) nodes++;
  return nodes;
}

/** How deep a row gets, on average over the trees, before it is alone. */
export function meanDepth({ terms, values, nexts, roots }: CompiledTrees, row: Float64Array): number {
  let depth = 0;
  for (let tree = 0; tree < roots.length; tree++) {
    let node = roots[tree]!;
    for (let term = terms[node]!; term >= 0; term = terms[node]!) {
      node = row[term]! < values[node]! ? node + 1 : nexts[node]!;
    }
    depth += values[node]!;
  }
  return depth / roots.length;
}
