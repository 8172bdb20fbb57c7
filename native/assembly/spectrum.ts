// From a power spectrum to mel cepstra, sums and shapes.

/**
 * ln(1 + power) of each band, and the cosine transform of these logarithms.
 * @param rows per band: byte offset of its first bin and how many groups of four weights follow (u32 each)
 * @param weights groups of four, zero where a band ends within a group
 * @param cosines [bands][width] in float64, width = coefficients rounded up to an even number
 */
export function melCepstrum(
  power: usize,
  rows: usize,
  weights: usize,
  bands: u32,
  cosines: usize,
  width: u32,
  logs: usize,
  cepstrum: usize,
): void {
  const wide = (<usize>width) << 3;
  memory.fill(cepstrum, 0, wide);
  for (let band: u32 = 0; band < bands; band++) {
    let bins = power + load<u32>(rows);
    const end = bins + ((<usize>load<u32>(rows, 4)) << 4);
    rows += 8;
    let sums = f32x4.splat(0);
    while (bins < end) {
      sums = f32x4.add(sums, f32x4.mul(v128.load(bins), v128.load(weights)));
      bins += 16;
      weights += 16;
    }
    const pairs = f64x2.add(
      f64x2.promote_low_f32x4(sums),
      f64x2.promote_low_f32x4(v128.shuffle<f32>(sums, sums, 2, 3, 0, 1)),
    );
    const logarithm = Math.log(1.0 + (f64x2.extract_lane(pairs, 0) + f64x2.extract_lane(pairs, 1)));
    store<f64>(logs, logarithm);
    logs += 8;
    const splat = f64x2.splat(logarithm);
    for (let k: usize = 0; k < wide; k += 16) {
      v128.store(cepstrum + k, f64x2.add(v128.load(cepstrum + k), f64x2.mul(splat, v128.load(cosines + k))));
    }
    cosines += wide;
  }
}

/** sums[k] += power[k] for `count` numbers, rounded up to groups of four. */
export function addPower(power: usize, sums: usize, count: u32): void {
  const end = power + ((<usize>count) << 2);
  while (power < end) {
    v128.store(sums, f32x4.add(v128.load(sums), v128.load(power)));
    power += 16;
    sums += 16;
  }
}

/** Sums over the windowed samples: of squares into into[0], changes of sign (0 counts as positive) into into[1], float64. */
export function windowedSums(samples: usize, window: usize, count: u32, into: usize): void {
  const zero = f32x4.splat(0);
  let squares = f64x2.splat(0);
  let crossings: i32 = 0;
  let before: i32 = 0;
  const end = samples + ((<usize>count) << 2);
  // the first sample has none before it: it counts as its own neighbour
  if (load<f32>(samples) * load<f32>(window) < 0) before = 1;
  while (samples < end) {
    const x = f32x4.mul(v128.load(samples), v128.load(window));
    const square = f32x4.mul(x, x);
    squares = f64x2.add(squares, f64x2.promote_low_f32x4(square));
    squares = f64x2.add(squares, f64x2.promote_low_f32x4(v128.shuffle<f32>(square, square, 2, 3, 0, 1)));
    const negative = i32x4.bitmask(f32x4.lt(x, zero));
    crossings += popcnt(negative ^ (((negative << 1) & 15) | before));
    before = negative >> 3;
    samples += 16;
    window += 16;
  }
  store<f64>(into, f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1));
  store<f64>(into, <f64>crossings, 8);
}

/**
 * Amplitudes √power of `count` bins (a multiple of 8) and their sums, float64: into[0…4] Σ kʲ·a for j = 0 … 4,
 * into[5] Σ ln a, into[6] Σ a², into[7] the largest, into[8] how many of the bins from 0 on are left when bins are taken away
 * from the top until at most 99 % of Σ a remain.
 */
export function amplitudeSums(power: usize, count: u32, amplitudes: usize, into: usize): void {
  let zeroth = f64x2.splat(0);
  let first = f64x2.splat(0);
  let second = f64x2.splat(0);
  let third = f64x2.splat(0);
  let fourth = f64x2.splat(0);
  let squares = f64x2.splat(0);
  let largest = f32x4.splat(0);
  let smallest = f32x4.splat(f32.MAX_VALUE);
  let product = f32x4.splat(1);
  let exponents = i32x4.splat(0);
  const mantissa = i32x4.splat(0x007fffff);
  const unity = i32x4.splat(0x3f800000);
  const four = f64x2.splat(4);
  let low = f64x2.splat(0);
  low = f64x2.replace_lane(low, 1, 1);
  let high = f64x2.add(low, f64x2.splat(2));
  for (let at: usize = 0, end = (<usize>count) << 2; at < end; at += 16) {
    const p = v128.load(power + at);
    const a = f32x4.sqrt(p);
    v128.store(amplitudes + at, a);
    largest = f32x4.pmax(largest, a);
    smallest = f32x4.pmin(smallest, a);
    // ln of a product of mantissas, the exponents counted apart: one logarithm for all bins
    exponents = i32x4.add(exponents, i32x4.shr_u(a, 23));
    product = f32x4.mul(product, v128.or(v128.and(a, mantissa), unity));
    if ((at & 0x1f0) === 0x1f0) {
      exponents = i32x4.add(exponents, i32x4.sub(i32x4.shr_u(product, 23), i32x4.splat(127)));
      product = v128.or(v128.and(product, mantissa), unity);
    }
    squares = f64x2.add(
      squares,
      f64x2.add(f64x2.promote_low_f32x4(p), f64x2.promote_low_f32x4(v128.shuffle<f32>(p, p, 2, 3, 0, 1))),
    );
    let one = f64x2.promote_low_f32x4(a);
    let two = f64x2.promote_low_f32x4(v128.shuffle<f32>(a, a, 2, 3, 0, 1));
    zeroth = f64x2.add(zeroth, f64x2.add(one, two));
    one = f64x2.mul(one, low);
    two = f64x2.mul(two, high);
    first = f64x2.add(first, f64x2.add(one, two));
    one = f64x2.mul(one, low);
    two = f64x2.mul(two, high);
    second = f64x2.add(second, f64x2.add(one, two));
    one = f64x2.mul(one, low);
    two = f64x2.mul(two, high);
    third = f64x2.add(third, f64x2.add(one, two));
    fourth = f64x2.add(fourth, f64x2.add(f64x2.mul(one, low), f64x2.mul(two, high)));
    low = f64x2.add(low, four);
    high = f64x2.add(high, four);
  }
  const total = f64x2.extract_lane(zeroth, 0) + f64x2.extract_lane(zeroth, 1);
  store<f64>(into, total);
  store<f64>(into, f64x2.extract_lane(first, 0) + f64x2.extract_lane(first, 1), 8);
  store<f64>(into, f64x2.extract_lane(second, 0) + f64x2.extract_lane(second, 1), 16);
  store<f64>(into, f64x2.extract_lane(third, 0) + f64x2.extract_lane(third, 1), 24);
  store<f64>(into, f64x2.extract_lane(fourth, 0) + f64x2.extract_lane(fourth, 1), 32);
  const least = min(
    min(f32x4.extract_lane(smallest, 0), f32x4.extract_lane(smallest, 1)),
    min(f32x4.extract_lane(smallest, 2), f32x4.extract_lane(smallest, 3)),
  );
  store<f64>(
    into,
    least < 1.1754943508222875e-38 ? logsOneByOne(amplitudes, count) : sumOfLogs(product, exponents, count),
    40,
  );
  store<f64>(into, f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1), 48);
  const most = max(
    max(f32x4.extract_lane(largest, 0), f32x4.extract_lane(largest, 1)),
    max(f32x4.extract_lane(largest, 2), f32x4.extract_lane(largest, 3)),
  );
  store<f64>(into, <f64>most, 56);
  store<f64>(into, <f64>remainingBins(amplitudes, count, total), 64);
}

function sumOfLogs(product: v128, exponents: v128, count: u32): f64 {
  const mantissas =
    <f64>f32x4.extract_lane(product, 0) *
    <f64>f32x4.extract_lane(product, 1) *
    <f64>f32x4.extract_lane(product, 2) *
    <f64>f32x4.extract_lane(product, 3);
  const exponent =
    i32x4.extract_lane(exponents, 0) +
    i32x4.extract_lane(exponents, 1) +
    i32x4.extract_lane(exponents, 2) +
    i32x4.extract_lane(exponents, 3) -
    127 * <i32>count;
  return Math.log(mantissas) + <f64>exponent * Math.LN2;
}

/** Zero has no exponent: with a bin that is 0, or too small to have all its digits, every logarithm is taken. */
function logsOneByOne(amplitudes: usize, count: u32): f64 {
  let sum: f64 = 0;
  for (let k: u32 = 0; k < count; k++) sum += Math.log(<f64>load<f32>(amplitudes + ((<usize>k) << 2)));
  return sum;
}

function remainingBins(amplitudes: usize, count: u32, total: f64): u32 {
  const threshold = 0.99 * total;
  let left = total;
  let bins = count;
  // groups of eight as long as one goes away whole
  while (bins >= 8) {
    const at = amplitudes + ((<usize>(bins - 8)) << 2);
    const sums = f32x4.add(v128.load(at), v128.load(at, 16));
    const pairs = f64x2.add(
      f64x2.promote_low_f32x4(sums),
      f64x2.promote_low_f32x4(v128.shuffle<f32>(sums, sums, 2, 3, 0, 1)),
    );
    const next = left - (f64x2.extract_lane(pairs, 0) + f64x2.extract_lane(pairs, 1));
    if (!(next > threshold)) break;
    left = next;
    bins -= 8;
  }
  while (left > threshold && bins > 0) {
    bins--;
    left -= <f64>load<f32>(amplitudes + ((<usize>bins) << 2));
  }
  return bins;
}
