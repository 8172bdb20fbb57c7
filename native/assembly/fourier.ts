// Fourier transforms in float32, four numbers at a time. Real and imaginary parts lie in arrays of their own. All addresses are
// multiples of 4, all counts numbers of elements; tables come from the caller, see ../wasmFourier.ts for their layout.

/**
 * Real samples become complex numbers of half their count: (x − mean)·window, even ones real, odd ones imaginary.
 * @param mean taken away in two steps, so that what float32 cannot hold of it does not stay behind
 * @param count of samples, a multiple of 8
 */
export function pack(samples: usize, window: usize, mean: f64, count: u32, real: usize, imaginary: usize): void {
  const coarse = <f32>mean;
  const offset = f32x4.splat(coarse);
  const rest = f32x4.splat(<f32>(mean - <f64>coarse));
  const end = samples + ((<usize>count) << 2);
  while (samples < end) {
    const low = f32x4.mul(f32x4.sub(f32x4.sub(v128.load(samples), offset), rest), v128.load(window));
    const high = f32x4.mul(f32x4.sub(f32x4.sub(v128.load(samples, 16), offset), rest), v128.load(window, 16));
    v128.store(real, v128.shuffle<f32>(low, high, 0, 2, 4, 6));
    v128.store(imaginary, v128.shuffle<f32>(low, high, 1, 3, 5, 7));
    samples += 32;
    window += 32;
    real += 16;
    imaginary += 16;
  }
}

/**
 * Complex transform by the self-sorting algorithm of T. G. Stockham (AFIPS 28, 1966), radix 4, with one pass of radix 2 at the end
 * where the size asks for it. Every pass reads one pair of arrays and writes the other.
 * @param real, imaginary what is transformed, left alone
 * @param a, b two work spaces of 2·size numbers; b may be where the input lies
 * @returns the work space that holds the result: real parts first, imaginary parts from `size` on
 */
export function transform(real: usize, imaginary: usize, size: u32, tables: usize, a: usize, b: usize): usize {
  const bytes = (<usize>size) << 2;
  firstPass(real, imaginary, size, tables, a, a + bytes);
  tables += <usize>(size >> 2) * 24;
  let from = a;
  let into = b;
  let span = size >> 2;
  let stride: u32 = 4;
  while (span > 4) {
    middlePass(from, from + bytes, span, stride, tables, into, into + bytes);
    tables += <usize>(span >> 2) * 24;
    span >>= 2;
    stride <<= 2;
    const other = from;
    from = into;
    into = other;
  }
  if (span === 4) lastPassOfFour(from, from + bytes, stride, into, into + bytes);
  else lastPassOfTwo(from, from + bytes, stride, into, into + bytes);
  return into;
}

/** Stride 1: four neighbouring butterflies at once; their results are transposed into place. */
function firstPass(real: usize, imaginary: usize, size: u32, tables: usize, toReal: usize, toImaginary: usize): void {
  const quarter = <usize>size; // in bytes: size / 4 numbers of 4 bytes
  const end = real + quarter;
  while (real < end) {
    const aR = v128.load(real);
    const aI = v128.load(imaginary);
    const bR = v128.load(real + quarter);
    const bI = v128.load(imaginary + quarter);
    const cR = v128.load(real + 2 * quarter);
    const cI = v128.load(imaginary + 2 * quarter);
    const dR = v128.load(real + 3 * quarter);
    const dI = v128.load(imaginary + 3 * quarter);
    const sumR = f32x4.add(aR, cR);
    const sumI = f32x4.add(aI, cI);
    const differenceR = f32x4.sub(aR, cR);
    const differenceI = f32x4.sub(aI, cI);
    const otherSumR = f32x4.add(bR, dR);
    const otherSumI = f32x4.add(bI, dI);
    const otherDifferenceR = f32x4.sub(bR, dR);
    const otherDifferenceI = f32x4.sub(bI, dI);
    const oneR = f32x4.add(differenceR, otherDifferenceI);
    const oneI = f32x4.sub(differenceI, otherDifferenceR);
    const twoR = f32x4.sub(sumR, otherSumR);
    const twoI = f32x4.sub(sumI, otherSumI);
    const threeR = f32x4.sub(differenceR, otherDifferenceI);
    const threeI = f32x4.add(differenceI, otherDifferenceR);
    const w1R = v128.load(tables);
    const w1I = v128.load(tables, 16);
    const w2R = v128.load(tables, 32);
    const w2I = v128.load(tables, 48);
    const w3R = v128.load(tables, 64);
    const w3I = v128.load(tables, 80);
    storeTransposed(
      toReal,
      f32x4.add(sumR, otherSumR),
      f32x4.sub(f32x4.mul(oneR, w1R), f32x4.mul(oneI, w1I)),
      f32x4.sub(f32x4.mul(twoR, w2R), f32x4.mul(twoI, w2I)),
      f32x4.sub(f32x4.mul(threeR, w3R), f32x4.mul(threeI, w3I)),
    );
    storeTransposed(
      toImaginary,
      f32x4.add(sumI, otherSumI),
      f32x4.add(f32x4.mul(oneR, w1I), f32x4.mul(oneI, w1R)),
      f32x4.add(f32x4.mul(twoR, w2I), f32x4.mul(twoI, w2R)),
      f32x4.add(f32x4.mul(threeR, w3I), f32x4.mul(threeI, w3R)),
    );
    real += 16;
    imaginary += 16;
    tables += 96;
    toReal += 64;
    toImaginary += 64;
  }
}

function storeTransposed(into: usize, zero: v128, one: v128, two: v128, three: v128): void {
  const low = v128.shuffle<f32>(zero, one, 0, 4, 1, 5);
  const high = v128.shuffle<f32>(zero, one, 2, 6, 3, 7);
  const otherLow = v128.shuffle<f32>(two, three, 0, 4, 1, 5);
  const otherHigh = v128.shuffle<f32>(two, three, 2, 6, 3, 7);
  v128.store(into, v128.shuffle<f32>(low, otherLow, 0, 1, 4, 5));
  v128.store(into, v128.shuffle<f32>(low, otherLow, 2, 3, 6, 7), 16);
  v128.store(into, v128.shuffle<f32>(high, otherHigh, 0, 1, 4, 5), 32);
  v128.store(into, v128.shuffle<f32>(high, otherHigh, 2, 3, 6, 7), 48);
}

/** Stride 4 and more: neighbours share their factors. */
function middlePass(
  real: usize,
  imaginary: usize,
  span: u32,
  stride: u32,
  tables: usize,
  toReal: usize,
  toImaginary: usize,
): void {
  const step = (<usize>stride) << 2;
  const quarter = step * (span >> 2);
  const end = real + quarter;
  while (real < end) {
    const w1R = v128.load32_splat(tables);
    const w1I = v128.load32_splat(tables, 4);
    const w2R = v128.load32_splat(tables, 8);
    const w2I = v128.load32_splat(tables, 12);
    const w3R = v128.load32_splat(tables, 16);
    const w3I = v128.load32_splat(tables, 20);
    tables += 24;
    const endOfStride = real + step;
    while (real < endOfStride) {
      const aR = v128.load(real);
      const aI = v128.load(imaginary);
      const bR = v128.load(real + quarter);
      const bI = v128.load(imaginary + quarter);
      const cR = v128.load(real + 2 * quarter);
      const cI = v128.load(imaginary + 2 * quarter);
      const dR = v128.load(real + 3 * quarter);
      const dI = v128.load(imaginary + 3 * quarter);
      const sumR = f32x4.add(aR, cR);
      const sumI = f32x4.add(aI, cI);
      const differenceR = f32x4.sub(aR, cR);
      const differenceI = f32x4.sub(aI, cI);
      const otherSumR = f32x4.add(bR, dR);
      const otherSumI = f32x4.add(bI, dI);
      const otherDifferenceR = f32x4.sub(bR, dR);
      const otherDifferenceI = f32x4.sub(bI, dI);
      const oneR = f32x4.add(differenceR, otherDifferenceI);
      const oneI = f32x4.sub(differenceI, otherDifferenceR);
      const twoR = f32x4.sub(sumR, otherSumR);
      const twoI = f32x4.sub(sumI, otherSumI);
      const threeR = f32x4.sub(differenceR, otherDifferenceI);
      const threeI = f32x4.add(differenceI, otherDifferenceR);
      v128.store(toReal, f32x4.add(sumR, otherSumR));
      v128.store(toImaginary, f32x4.add(sumI, otherSumI));
      v128.store(toReal + step, f32x4.sub(f32x4.mul(oneR, w1R), f32x4.mul(oneI, w1I)));
      v128.store(toImaginary + step, f32x4.add(f32x4.mul(oneR, w1I), f32x4.mul(oneI, w1R)));
      v128.store(toReal + 2 * step, f32x4.sub(f32x4.mul(twoR, w2R), f32x4.mul(twoI, w2I)));
      v128.store(toImaginary + 2 * step, f32x4.add(f32x4.mul(twoR, w2I), f32x4.mul(twoI, w2R)));
      v128.store(toReal + 3 * step, f32x4.sub(f32x4.mul(threeR, w3R), f32x4.mul(threeI, w3I)));
      v128.store(toImaginary + 3 * step, f32x4.add(f32x4.mul(threeR, w3I), f32x4.mul(threeI, w3R)));
      real += 16;
      imaginary += 16;
      toReal += 16;
      toImaginary += 16;
    }
    toReal += 3 * step;
    toImaginary += 3 * step;
  }
}

/** All factors are 1. */
function lastPassOfFour(real: usize, imaginary: usize, stride: u32, toReal: usize, toImaginary: usize): void {
  const step = (<usize>stride) << 2;
  const end = real + step;
  while (real < end) {
    const aR = v128.load(real);
    const aI = v128.load(imaginary);
    const bR = v128.load(real + step);
    const bI = v128.load(imaginary + step);
    const cR = v128.load(real + 2 * step);
    const cI = v128.load(imaginary + 2 * step);
    const dR = v128.load(real + 3 * step);
    const dI = v128.load(imaginary + 3 * step);
    const sumR = f32x4.add(aR, cR);
    const sumI = f32x4.add(aI, cI);
    const differenceR = f32x4.sub(aR, cR);
    const differenceI = f32x4.sub(aI, cI);
    const otherSumR = f32x4.add(bR, dR);
    const otherSumI = f32x4.add(bI, dI);
    const otherDifferenceR = f32x4.sub(bR, dR);
    const otherDifferenceI = f32x4.sub(bI, dI);
    v128.store(toReal, f32x4.add(sumR, otherSumR));
    v128.store(toImaginary, f32x4.add(sumI, otherSumI));
    v128.store(toReal + step, f32x4.add(differenceR, otherDifferenceI));
    v128.store(toImaginary + step, f32x4.sub(differenceI, otherDifferenceR));
    v128.store(toReal + 2 * step, f32x4.sub(sumR, otherSumR));
    v128.store(toImaginary + 2 * step, f32x4.sub(sumI, otherSumI));
    v128.store(toReal + 3 * step, f32x4.sub(differenceR, otherDifferenceI));
    v128.store(toImaginary + 3 * step, f32x4.add(differenceI, otherDifferenceR));
    real += 16;
    imaginary += 16;
    toReal += 16;
    toImaginary += 16;
  }
}

function lastPassOfTwo(real: usize, imaginary: usize, stride: u32, toReal: usize, toImaginary: usize): void {
  const step = (<usize>stride) << 2;
  const end = real + step;
  while (real < end) {
    const aR = v128.load(real);
    const aI = v128.load(imaginary);
    const bR = v128.load(real + step);
    const bI = v128.load(imaginary + step);
    v128.store(toReal, f32x4.add(aR, bR));
    v128.store(toImaginary, f32x4.add(aI, bI));
    v128.store(toReal + step, f32x4.sub(aR, bR));
    v128.store(toImaginary + step, f32x4.sub(aI, bI));
    real += 16;
    imaginary += 16;
    toReal += 16;
    toImaginary += 16;
  }
}

/**
 * What `pack` folded comes apart: |X[k]|² of the real samples, k = 0 … size.
 * @param real, imaginary the transform of the packed numbers, `size` each
 * @param factors cos and −sin of πk/size for k = 1, 2, …: four cosines, four sines, and so on
 */
export function unfoldPower(real: usize, imaginary: usize, size: u32, factors: usize, power: usize): void {
  const first = load<f32>(real);
  const second = load<f32>(imaginary);
  store<f32>(power, (first + second) * (first + second));
  store<f32>(power + ((<usize>size) << 2), (first - second) * (first - second));
  const quarter = f32x4.splat(0.25);
  let up: usize = 4;
  let down = ((<usize>size) << 2) - 16;
  while (up <= down + 12) {
    const lowR = v128.load(real + up);
    const lowI = v128.load(imaginary + up);
    const highR = reversed(v128.load(real + down));
    const highI = reversed(v128.load(imaginary + down));
    const cosine = v128.load(factors);
    const sine = v128.load(factors, 16);
    const evenR = f32x4.add(lowR, highR);
    const evenI = f32x4.sub(lowI, highI);
    const oddR = f32x4.add(lowI, highI);
    const oddI = f32x4.sub(highR, lowR);
    const turnedR = f32x4.sub(f32x4.mul(oddR, cosine), f32x4.mul(oddI, sine));
    const turnedI = f32x4.add(f32x4.mul(oddR, sine), f32x4.mul(oddI, cosine));
    const r = f32x4.add(evenR, turnedR);
    const m = f32x4.add(evenI, turnedI);
    const mirroredR = f32x4.sub(evenR, turnedR);
    const mirroredI = f32x4.sub(evenI, turnedI);
    v128.store(power + up, f32x4.mul(quarter, f32x4.add(f32x4.mul(r, r), f32x4.mul(m, m))));
    const mirrored = f32x4.add(f32x4.mul(mirroredR, mirroredR), f32x4.mul(mirroredI, mirroredI));
    v128.store(power + down, reversed(f32x4.mul(quarter, mirrored)));
    factors += 32;
    up += 16;
    down -= 16;
  }
}

/** The same, but X itself: real parts to `toReal`, imaginary parts to `toImaginary`, k = 0 … size. */
export function unfold(
  real: usize,
  imaginary: usize,
  size: u32,
  factors: usize,
  toReal: usize,
  toImaginary: usize,
): void {
  const first = load<f32>(real);
  const second = load<f32>(imaginary);
  const end = (<usize>size) << 2;
  store<f32>(toReal, first + second);
  store<f32>(toImaginary, 0);
  store<f32>(toReal + end, first - second);
  store<f32>(toImaginary + end, 0);
  const half = f32x4.splat(0.5);
  let up: usize = 4;
  let down = end - 16;
  while (up <= down + 12) {
    const lowR = v128.load(real + up);
    const lowI = v128.load(imaginary + up);
    const highR = reversed(v128.load(real + down));
    const highI = reversed(v128.load(imaginary + down));
    const cosine = v128.load(factors);
    const sine = v128.load(factors, 16);
    const evenR = f32x4.add(lowR, highR);
    const evenI = f32x4.sub(lowI, highI);
    const oddR = f32x4.add(lowI, highI);
    const oddI = f32x4.sub(highR, lowR);
    const turnedR = f32x4.sub(f32x4.mul(oddR, cosine), f32x4.mul(oddI, sine));
    const turnedI = f32x4.add(f32x4.mul(oddR, sine), f32x4.mul(oddI, cosine));
    v128.store(toReal + up, f32x4.mul(half, f32x4.add(evenR, turnedR)));
    v128.store(toImaginary + up, f32x4.mul(half, f32x4.add(evenI, turnedI)));
    v128.store(toReal + down, reversed(f32x4.mul(half, f32x4.sub(evenR, turnedR))));
    v128.store(toImaginary + down, reversed(f32x4.mul(half, f32x4.sub(turnedI, evenI))));
    factors += 32;
    up += 16;
    down -= 16;
  }
}

function reversed(values: v128): v128 {
  return v128.shuffle<f32>(values, values, 3, 2, 1, 0);
}
