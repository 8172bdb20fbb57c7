import { principalDirections } from "./principalDirections.ts";
import { seededRandom } from "./seededRandom.ts";

export interface LeadingDirection {
  /** Shape [columns], length 1. */
  readonly direction: Float32Array;
  readonly variance: number;
}

const iterations = 12;
/** More directions are followed than are wanted: the last ones converge slowly. */
const spare = 4;

/**
 * Eigenvectors of the largest eigenvalues of a covariance, largest first, by subspace iteration from a seeded start. As many as there
 * are when fewer have any variance.
 * G. H. Golub and C. F. Van Loan, "Matrix Computations", 8.2.
 * @param covariance symmetric, shape [columns][columns]
 */
export function leadingDirections(covariance: readonly Float64Array[], most: number, seed: number): LeadingDirection[] {
  const size = covariance.length;
  const random = seededRandom(seed);
  let basis = Array.from({ length: Math.min(size, most + spare) }, () =>
    Float64Array.from({ length: size }, () => random() - 0.5),
  );
  for (let iteration = 0; iteration < iterations; iteration++)
    basis = orthonormal(basis).map((vector) => times(covariance, vector));
  basis = orthonormal(basis);
  // within the subspace exactly: the covariance seen from the basis, as rows whose singular values are its eigenvalues
  const seen = basis.map((vector) => {
    const image = times(covariance, vector);
    return basis.map((other) => dot(other, image));
  });
  return principalDirections(seen, Math.min(most, basis.length)).map(({ direction, sumOfSquares }) => {
    const combined = new Float64Array(size);
    direction.forEach((factor, b) => {
      for (let t = 0; t < size; t++) combined[t]! += factor * basis[b]![t]!;
    });
    return { direction: Float32Array.from(combined), variance: Math.sqrt(sumOfSquares) };
  });
}

/** Gram and Schmidt, twice over; what vanishes is left out. */
function orthonormal(vectors: readonly Float64Array[]): Float64Array<ArrayBuffer>[] {
  const found: Float64Array<ArrayBuffer>[] = [];
  for (const vector of vectors) {
    const before = Math.sqrt(dot(vector, vector));
    for (let turn = 0; turn < 2; turn++) {
      for (const other of found) {
        const along = dot(vector, other);
        for (let t = 0; t < vector.length; t++) vector[t]! -= along * other[t]!;
      }
    }
    const length = Math.sqrt(dot(vector, vector));
    if (length > 1e-10 * before) found.push(Float64Array.from(vector, (value) => value / length));
  }
  return found;
}

function times(matrix: readonly Float64Array[], vector: Float64Array): Float64Array<ArrayBuffer> {
  return Float64Array.from(matrix, (row) => dot(row, vector));
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < one.length; t++) sum += one[t]! * other[t]!;
  return sum;
}
