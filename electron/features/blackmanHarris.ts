import { keepPlans } from "../../native/keepPlans.ts";

export interface BlackmanHarris {
  /** Shape [length], periodic. */
  readonly values: Float64Array;
  readonly sum: number;
}

/** F. J. Harris, Proc. IEEE 66 (1978): minimum 4-term, side lobes −92 dB, main lobe of ±4 bins. */
const terms = [0.358_75, -0.488_29, 0.141_28, -0.011_68];

const windowOf = keepPlans<BlackmanHarris, number>(8);

/** The window of a length, kept for the next call. */
export function blackmanHarris(length: number): BlackmanHarris {
  return windowOf(length, () => {
    const values = Float64Array.from({ length }, (_, n) =>
      terms.reduce((sum, term, index) => sum + term * Math.cos((2 * Math.PI * index * n) / length), 0),
    );
    return { values, sum: values.reduce((sum, value) => sum + value, 0) };
  });
}
