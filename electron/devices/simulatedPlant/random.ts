/** Small, fast and the same everywhere: a generator per voice, so that a fault in one never changes the noise of another. */
export class Random {
  #state: number;

  constructor(seed: number, name: string) {
    // FNV-1a over the name, started from the seed.
    let hash = (seed ^ 0x811c9dc5) >>> 0;
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193) >>> 0;
    this.#state = hash || 1;
    for (let i = 0; i < 8; i++) this.#next();
  }

  /** Even in [0, 1). */
  even(): number {
    return this.#next() / 0x1_0000_0000;
  }

  /** Normal, mean 0, deviation 1: drawn from a fixed large sample of the normal distribution. */
  normal(): number {
    return normals[this.#next() >>> (32 - normalBits)]!;
  }

  /** xorshift32 (Marsaglia 2003), scrambled by a multiplication because its high bits are used. */
  #next(): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x;
    return Math.imul(x, 0x9e3779b1) >>> 0;
  }
}

const normalBits = 14;
/** Quantiles of the normal distribution at even steps, as mirrored pairs, so that the mean is exactly 0. */
const normals = Float32Array.from({ length: 1 << normalBits }, (_, index) =>
  normalQuantile((index + 0.5) / (1 << normalBits)),
);

/** Inverse of the normal distribution. */
function normalQuantile(probability: number): number {
  if (probability > 0.5) return -normalQuantile(1 - probability);
  // Rational approximation 26.2.23 of Abramowitz and Stegun, error below 4.5e-4: far below what noise can show.
  const t = Math.sqrt(-2 * Math.log(probability));
  const numerator = 2.515517 + t * (0.802853 + t * 0.010328);
  return -(t - numerator / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
}

const sineLength = 8192;
const sines = Float32Array.from({ length: sineLength }, (_, index) => Math.sin((2 * Math.PI * index) / sineLength));

/** Sine of a phase in revolutions, from a table: -78 dB of error, well below the noise of any sensor. */
export function sineOf(revolutions: number): number {
  return sines[((revolutions - Math.floor(revolutions)) * sineLength) | 0]!;
}
