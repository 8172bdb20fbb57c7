import { Fault } from "../electron/domain/fault.ts";
import { keepPlans } from "./keepPlans.ts";

/**
 * Discrete Fourier transform of one size, in place, in float64: X[k] = Σ x[n]·e^(−2πikn/N), unscaled; `inverse` undoes it
 * (scaled by 1/N). A plan keeps its own scratch space, so one plan must not be used by two callers at the same time.
 */
export interface ComplexFft {
  readonly size: number;
  /** Both arrays have length `size`; they are overwritten. */
  forward(real: Float64Array, imaginary: Float64Array): void;
  inverse(real: Float64Array, imaginary: Float64Array): void;
}

/** Enough for every size that a station with mixed sample rates keeps in use. */
const planOf = keepPlans<ComplexFft, number>(64);

/** The plan for any size ≥ 1, kept for the next call. @throws Fault BAD_INPUT for a size that is not a whole number ≥ 1 */
export function complexFft(size: number): ComplexFft {
  return planOf(size, () => {
    if (!Number.isInteger(size) || size < 1) {
      throw new Fault("BAD_INPUT", `A Fourier transform needs a whole number of samples from 1 up, not ${size}.`);
    }
    return (size & (size - 1)) === 0 ? powerOfTwo(size) : bluestein(size);
  });
}

/**
 * Decimation in time, radix 4: two radix-2 stages in one pass over the data, with three multiplications instead of four.
 * J. W. Cooley and J. W. Tukey, Math. Comp. 19 (1965). The factors of each pass lie in the order in which they are read.
 */
function powerOfTwo(size: number): ComplexFft {
  const order = reversedBits(size);
  const odd = Math.log2(size) % 2 === 1;
  const passes: { span: number; factors: Float64Array }[] = [];
  for (let span = odd ? 2 : 4; 4 * span <= size; span *= 4) passes.push({ span, factors: passFactors(span) });

  function forward(real: Float64Array, imaginary: Float64Array): void {
    for (let i = 0; i < size; i++) {
      const j = order[i]!;
      if (j <= i) continue;
      const r = real[i]!;
      real[i] = real[j]!;
      real[j] = r;
      const m = imaginary[i]!;
      imaginary[i] = imaginary[j]!;
      imaginary[j] = m;
    }
    if (odd) firstStage(real, imaginary, size);
    else firstTwoStages(real, imaginary, size);
    for (const { span, factors } of passes) twoStages(real, imaginary, size, span, factors);
  }
  return { size, forward, inverse: inverseOf(size, forward) };
}

/** cos and −sin of t, 2t and 3t times a turn through 4·span, for t = 0 … span − 1: the factors of the second, third and fourth quarter. */
function passFactors(span: number): Float64Array {
  const factors = new Float64Array(6 * span);
  for (let t = 0; t < span; t++) {
    [2, 1, 3].forEach((multiple, quarter) => {
      const angle = (2 * Math.PI * multiple * t) / (4 * span);
      factors[6 * t + 2 * quarter] = Math.cos(angle);
      factors[6 * t + 2 * quarter + 1] = -Math.sin(angle);
    });
  }
  return factors;
}

function twoStages(
  real: Float64Array,
  imaginary: Float64Array,
  size: number,
  span: number,
  factors: Float64Array,
): void {
  for (let start = 0; start < size; start += 4 * span) {
    for (let t = 0, f = 0; t < span; t++, f += 6) {
      const a = start + t;
      const b = a + span;
      const c = b + span;
      const d = c + span;
      const bReal = real[b]! * factors[f]! - imaginary[b]! * factors[f + 1]!;
      const bImaginary = real[b]! * factors[f + 1]! + imaginary[b]! * factors[f]!;
      const cReal = real[c]! * factors[f + 2]! - imaginary[c]! * factors[f + 3]!;
      const cImaginary = real[c]! * factors[f + 3]! + imaginary[c]! * factors[f + 2]!;
      const dReal = real[d]! * factors[f + 4]! - imaginary[d]! * factors[f + 5]!;
      const dImaginary = real[d]! * factors[f + 5]! + imaginary[d]! * factors[f + 4]!;
      const sumReal = real[a]! + bReal;
      const sumImaginary = imaginary[a]! + bImaginary;
      const differenceReal = real[a]! - bReal;
      const differenceImaginary = imaginary[a]! - bImaginary;
      real[a] = sumReal + (cReal + dReal);
      imaginary[a] = sumImaginary + (cImaginary + dImaginary);
      real[c] = sumReal - (cReal + dReal);
      imaginary[c] = sumImaginary - (cImaginary + dImaginary);
      real[b] = differenceReal + (cImaginary - dImaginary);
      imaginary[b] = differenceImaginary - (cReal - dReal);
      real[d] = differenceReal - (cImaginary - dImaginary);
      imaginary[d] = differenceImaginary + (cReal - dReal);
    }
  }
}

/** All factors are 1. */
function firstStage(real: Float64Array, imaginary: Float64Array, size: number): void {
  for (let i = 0; i < size; i += 2) {
    const r = real[i + 1]!;
    const m = imaginary[i + 1]!;
    real[i + 1] = real[i]! - r;
    imaginary[i + 1] = imaginary[i]! - m;
    real[i]! += r;
    imaginary[i]! += m;
  }
}

/** All factors are 1 or −i. */
function firstTwoStages(real: Float64Array, imaginary: Float64Array, size: number): void {
  for (let i = 0; i + 3 < size; i += 4) {
    const sumReal = real[i]! + real[i + 1]!;
    const sumImaginary = imaginary[i]! + imaginary[i + 1]!;
    const differenceReal = real[i]! - real[i + 1]!;
    const differenceImaginary = imaginary[i]! - imaginary[i + 1]!;
    const otherSumReal = real[i + 2]! + real[i + 3]!;
    const otherSumImaginary = imaginary[i + 2]! + imaginary[i + 3]!;
    const otherDifferenceReal = real[i + 2]! - real[i + 3]!;
    const otherDifferenceImaginary = imaginary[i + 2]! - imaginary[i + 3]!;
    real[i] = sumReal + otherSumReal;
    imaginary[i] = sumImaginary + otherSumImaginary;
    real[i + 2] = sumReal - otherSumReal;
    imaginary[i + 2] = sumImaginary - otherSumImaginary;
    real[i + 1] = differenceReal + otherDifferenceImaginary;
    imaginary[i + 1] = differenceImaginary - otherDifferenceReal;
    real[i + 3] = differenceReal - otherDifferenceImaginary;
    imaginary[i + 3] = differenceImaginary + otherDifferenceReal;
  }
}

function reversedBits(size: number): Uint32Array {
  const order = new Uint32Array(size);
  for (let i = 1; i < size; i++) order[i] = (order[i >> 1]! >> 1) | (i & 1 ? size >> 1 : 0);
  return order;
}

/**
 * Any size as a convolution with a chirp, carried out at a power of two.
 * L. I. Bluestein, "A linear filtering approach to the computation of discrete Fourier transform", IEEE Trans. AU-18, 1970.
 */
function bluestein(size: number): ComplexFft {
  const length = 2 ** Math.ceil(Math.log2(2 * size - 1));
  const inner = complexFft(length);
  const cosine = new Float64Array(size);
  const sine = new Float64Array(size);
  for (let n = 0; n < size; n++) {
    // n² modulo 2N keeps the angle exact where n² itself would lose digits
    const angle = (Math.PI * ((n * n) % (2 * size))) / size;
    cosine[n] = Math.cos(angle);
    sine[n] = -Math.sin(angle);
  }
  const chirpReal = new Float64Array(length);
  const chirpImaginary = new Float64Array(length);
  for (let n = 0; n < size; n++) {
    const mirrored = (length - n) % length;
    chirpReal[n] = chirpReal[mirrored] = cosine[n]!;
    chirpImaginary[n] = chirpImaginary[mirrored] = -sine[n]!;
  }
  inner.forward(chirpReal, chirpImaginary);
  const workReal = new Float64Array(length);
  const workImaginary = new Float64Array(length);

  function forward(real: Float64Array, imaginary: Float64Array): void {
    workReal.fill(0, size);
    workImaginary.fill(0, size);
    for (let n = 0; n < size; n++) {
      workReal[n] = real[n]! * cosine[n]! - imaginary[n]! * sine[n]!;
      workImaginary[n] = real[n]! * sine[n]! + imaginary[n]! * cosine[n]!;
    }
    inner.forward(workReal, workImaginary);
    for (let k = 0; k < length; k++) {
      const r = workReal[k]! * chirpReal[k]! - workImaginary[k]! * chirpImaginary[k]!;
      workImaginary[k] = workReal[k]! * chirpImaginary[k]! + workImaginary[k]! * chirpReal[k]!;
      workReal[k] = r;
    }
    inner.inverse(workReal, workImaginary);
    for (let k = 0; k < size; k++) {
      real[k] = workReal[k]! * cosine[k]! - workImaginary[k]! * sine[k]!;
      imaginary[k] = workReal[k]! * sine[k]! + workImaginary[k]! * cosine[k]!;
    }
  }
  return { size, forward, inverse: inverseOf(size, forward) };
}

/** The inverse is the forward transform with real and imaginary parts exchanged. */
function inverseOf(size: number, forward: ComplexFft["forward"]): ComplexFft["inverse"] {
  return (real, imaginary) => {
    forward(imaginary, real);
    for (let n = 0; n < size; n++) {
      real[n] = real[n]! / size;
      imaginary[n] = imaginary[n]! / size;
    }
  };
}
