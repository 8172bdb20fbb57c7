/** One axis along which rows differ. */
export interface PrincipalDirection {
  /** Shape [columns], length 1. */
  readonly direction: Float64Array;
  /** Sum over the rows of their squared projections on it. */
  readonly sumOfSquares: number;
}

/** Below this share of the largest an axis is rounding noise. */
const negligible = 1e-12;

/**
 * Right singular vectors of a small matrix (rows much fewer than columns), largest first, by Jacobi rotations of rows · rowsᵀ.
 * The rows are taken as they are: subtract their mean first where that is meant.
 * G. H. Golub and C. F. Van Loan, "Matrix Computations", 8.5.
 */
export function principalDirections(rows: readonly (readonly number[])[], most: number): PrincipalDirection[] {
  const count = rows.length;
  const gram = rows.map((row) => Float64Array.from(rows, (other) => dot(row, other)));
  const vectors = rows.map((_, i) => Float64Array.from({ length: count }, (_, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 60 && rotateAll(gram, vectors); sweep++);
  const order = rows.map((_, i) => i).sort((one, other) => gram[other]![other]! - gram[one]![one]!);
  const largest = gram[order[0]!]?.[order[0]!] ?? 0;
  return order
    .filter((i) => gram[i]![i]! > negligible * largest && gram[i]![i]! > 0)
    .slice(0, most)
    .map((i) => {
      const sumOfSquares = gram[i]![i]!;
      const length = Math.sqrt(sumOfSquares);
      const direction = new Float64Array(rows[0]!.length);
      rows.forEach((row, r) => {
        const factor = vectors[r]![i]! / length;
        row.forEach((value, c) => {
          direction[c]! += factor * value;
        });
      });
      return { direction, sumOfSquares };
    });
}

/** One sweep over all pairs. @returns false when there was nothing left to rotate */
function rotateAll(matrix: Float64Array[], vectors: Float64Array[]): boolean {
  let rotated = false;
  for (let p = 0; p < matrix.length; p++) {
    for (let q = p + 1; q < matrix.length; q++) {
      const off = matrix[p]![q]!;
      if (Math.abs(off) <= 1e-15 * Math.sqrt(Math.abs(matrix[p]![p]! * matrix[q]![q]!))) continue;
      rotated = true;
      const theta = (matrix[q]![q]! - matrix[p]![p]!) / (2 * off);
      const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
      const c = 1 / Math.sqrt(t * t + 1);
      const s = t * c;
      for (let k = 0; k < matrix.length; k++) {
        const kp = matrix[k]![p]!;
        const kq = matrix[k]![q]!;
        matrix[k]![p] = c * kp - s * kq;
        matrix[k]![q] = s * kp + c * kq;
        const vp = vectors[k]![p]!;
        const vq = vectors[k]![q]!;
        vectors[k]![p] = c * vp - s * vq;
        vectors[k]![q] = s * vp + c * vq;
      }
      for (let k = 0; k < matrix.length; k++) {
        const pk = matrix[p]![k]!;
        const qk = matrix[q]![k]!;
        matrix[p]![k] = c * pk - s * qk;
        matrix[q]![k] = s * pk + c * qk;
      }
    }
  }
  return rotated;
}

function dot(one: readonly number[], other: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += one[i]! * other[i]!;
  return sum;
}
