// Fourier transforms in float32, four numbers at a time. Real and imaginary parts lie in arrays of their own. All addresses are
// multiples of 4, all counts numbers of elements; tables come from the caller, see ../wasmFourier.ts for their layout.

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
