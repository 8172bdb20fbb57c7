import { type ComplexFft, complexFft } from "./complexFft.ts";
import { keepPlans } from "./keepPlans.ts";

/** Fourier transform of real samples: the bins 0 … ⌊N/2⌋, unscaled, in float64. A plan must not be used by two callers at once. */
export interface RealFft {
  readonly size: number;
  /** ⌊size/2⌋ + 1 */
  readonly bins: number;
  /**
   * @param samples shape [size], left alone
   * @param real shape [bins], overwritten
   * @param imaginary shape [bins], overwritten
   */
  forward(samples: Float64Array, real: Float64Array, imaginary: Float64Array): void;
}

const planOf = keepPlans<RealFft, number>(64);

/** The plan for any size ≥ 1, kept for the next call. @throws Fault BAD_INPUT for a size that is not a whole number ≥ 1 */
export function realFft(size: number): RealFft {
  return planOf(size, () =>
    size % 2 === 0 && size > 0 ? evenSize(size, complexFft(size / 2)) : oddSize(size, complexFft(size)),
  );
}

/** Even and odd samples travel as the real and imaginary part of one transform of half the size. */
function evenSize(size: number, half: ComplexFft): RealFft {
  const middle = size / 2;
  const bins = middle + 1;
  const packedReal = new Float64Array(middle);
  const packedImaginary = new Float64Array(middle);
  const cosine = Float64Array.from({ length: bins }, (_, k) => Math.cos((2 * Math.PI * k) / size));
  const sine = Float64Array.from({ length: bins }, (_, k) => -Math.sin((2 * Math.PI * k) / size));

  function forward(samples: Float64Array, real: Float64Array, imaginary: Float64Array): void {
    for (let n = 0, s = 0; n < middle; n++, s += 2) {
      packedReal[n] = samples[s]!;
      packedImaginary[n] = samples[s + 1]!;
    }
    half.forward(packedReal, packedImaginary);
    real[0] = packedReal[0]! + packedImaginary[0]!;
    imaginary[0] = 0;
    real[middle] = packedReal[0]! - packedImaginary[0]!;
    imaginary[middle] = 0;
    for (let k = 1; k < middle; k++) {
      const mirror = middle - k;
      const evenReal = (packedReal[k]! + packedReal[mirror]!) / 2;
      const evenImaginary = (packedImaginary[k]! - packedImaginary[mirror]!) / 2;
      const oddReal = (packedImaginary[k]! + packedImaginary[mirror]!) / 2;
      const oddImaginary = (packedReal[mirror]! - packedReal[k]!) / 2;
      const c = cosine[k]!;
      const s = sine[k]!;
      real[k] = evenReal + oddReal * c - oddImaginary * s;
      imaginary[k] = evenImaginary + oddReal * s + oddImaginary * c;
    }
  }
  return { size, bins, forward };
}

function oddSize(size: number, whole: ComplexFft): RealFft {
  const bins = (size + 1) / 2;
  const workReal = new Float64Array(size);
  const workImaginary = new Float64Array(size);

  function forward(samples: Float64Array, real: Float64Array, imaginary: Float64Array): void {
    workReal.set(samples.subarray(0, size));
    workImaginary.fill(0);
    whole.forward(workReal, workImaginary);
    real.set(workReal.subarray(0, bins));
    imaginary.set(workImaginary.subarray(0, bins));
  }
  return { size, bins, forward };
}
