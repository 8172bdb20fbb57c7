// Sums over a waveform, every one of them in float64.

/** Σ x. */
export function sum(samples: usize, count: u32): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  const whole = samples + ((<usize>(count & ~3)) << 2);
  const end = samples + ((<usize>count) << 2);
  while (samples < whole) {
    const x = v128.load(samples);
    low = f64x2.add(low, f64x2.promote_low_f32x4(x));
    high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 0, 1)));
    samples += 16;
  }
  low = f64x2.add(low, high);
  let result = f64x2.extract_lane(low, 0) + f64x2.extract_lane(low, 1);
  while (samples < end) {
    result += <f64>load<f32>(samples);
    samples += 4;
  }
  return result;
}

/** First pass: into[0] Σ x, [1] Σ x², [2] the lowest, [3] the highest. NaN and infinity make [1] not finite. */
export function firstSums(samples: usize, count: u32, into: usize): void {
  let sum = f64x2.splat(0);
  let squares = f64x2.splat(0);
  const whole = samples + ((<usize>(count & ~3)) << 2);
  const end = samples + ((<usize>count) << 2);
  let low = f32x4.splat(load<f32>(samples));
  let high = low;
  while (samples < whole) {
    const x = v128.load(samples);
    low = f32x4.pmin(low, x);
    high = f32x4.pmax(high, x);
    const one = f64x2.promote_low_f32x4(x);
    const two = f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 0, 1));
    sum = f64x2.add(sum, f64x2.add(one, two));
    squares = f64x2.add(squares, f64x2.add(f64x2.mul(one, one), f64x2.mul(two, two)));
    samples += 16;
  }
  let sumOfAll = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  let squaresOfAll = f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1);
  let lowest = min(
    min(f32x4.extract_lane(low, 0), f32x4.extract_lane(low, 1)),
    min(f32x4.extract_lane(low, 2), f32x4.extract_lane(low, 3)),
  );
  let highest = max(
    max(f32x4.extract_lane(high, 0), f32x4.extract_lane(high, 1)),
    max(f32x4.extract_lane(high, 2), f32x4.extract_lane(high, 3)),
  );
  while (samples < end) {
    const x = load<f32>(samples);
    lowest = min(lowest, x);
    highest = max(highest, x);
    sumOfAll += <f64>x;
    squaresOfAll += <f64>x * <f64>x;
    samples += 4;
  }
  store<f64>(into, sumOfAll);
  store<f64>(into, squaresOfAll, 8);
  store<f64>(into, <f64>lowest, 16);
  store<f64>(into, <f64>highest, 24);
}

/** into[0] Σ |x|, [1] Σ √|x|. */
export function magnitudeSums(samples: usize, count: u32, into: usize): void {
  let magnitudes = f64x2.splat(0);
  let roots = f64x2.splat(0);
  const whole = samples + ((<usize>(count & ~1)) << 2);
  while (samples < whole) {
    const magnitude = f64x2.abs(f64x2.promote_low_f32x4(v128.load64_zero(samples)));
    magnitudes = f64x2.add(magnitudes, magnitude);
    roots = f64x2.add(roots, f64x2.sqrt(magnitude));
    samples += 8;
  }
  const last = (count & 1) !== 0 ? Math.abs(<f64>load<f32>(samples)) : 0.0;
  store<f64>(into, f64x2.extract_lane(magnitudes, 0) + f64x2.extract_lane(magnitudes, 1) + last);
  store<f64>(into, f64x2.extract_lane(roots, 0) + f64x2.extract_lane(roots, 1) + Math.sqrt(last), 8);
}

/** Second pass, c = x − mean: into[0] Σ c², [1] Σ c³, [2] Σ c⁴; c itself, rounded to float32, goes to `centred`. */
export function centralSums(samples: usize, count: u32, mean: f64, centred: usize, into: usize): void {
  const middle = f64x2.splat(mean);
  let second = f64x2.splat(0);
  let third = f64x2.splat(0);
  let fourth = f64x2.splat(0);
  const whole = samples + ((<usize>(count & ~3)) << 2);
  const end = samples + ((<usize>count) << 2);
  while (samples < whole) {
    const x = v128.load(samples);
    const one = f64x2.sub(f64x2.promote_low_f32x4(x), middle);
    const two = f64x2.sub(f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 0, 1)), middle);
    v128.store(centred, v128.shuffle<f32>(f32x4.demote_f64x2_zero(one), f32x4.demote_f64x2_zero(two), 0, 1, 4, 5));
    const oneSquare = f64x2.mul(one, one);
    const twoSquare = f64x2.mul(two, two);
    second = f64x2.add(second, f64x2.add(oneSquare, twoSquare));
    third = f64x2.add(third, f64x2.add(f64x2.mul(oneSquare, one), f64x2.mul(twoSquare, two)));
    fourth = f64x2.add(fourth, f64x2.add(f64x2.mul(oneSquare, oneSquare), f64x2.mul(twoSquare, twoSquare)));
    samples += 16;
    centred += 16;
  }
  let secondOfAll = f64x2.extract_lane(second, 0) + f64x2.extract_lane(second, 1);
  let thirdOfAll = f64x2.extract_lane(third, 0) + f64x2.extract_lane(third, 1);
  let fourthOfAll = f64x2.extract_lane(fourth, 0) + f64x2.extract_lane(fourth, 1);
  while (samples < end) {
    const c = <f64>load<f32>(samples) - mean;
    store<f32>(centred, <f32>c);
    secondOfAll += c * c;
    thirdOfAll += c * c * c;
    fourthOfAll += c * c * (c * c);
    samples += 4;
    centred += 4;
  }
  store<f64>(into, secondOfAll);
  store<f64>(into, thirdOfAll, 8);
  store<f64>(into, fourthOfAll, 16);
}

/** How often x ≥ level changes from one sample to the next. */
export function crossings(samples: usize, count: u32, level: f32): u32 {
  const splat = f32x4.splat(level);
  const last = samples + ((<usize>(count - 1)) << 2);
  let changes: u32 = 0;
  while (samples + 16 <= last) {
    const here = f32x4.ge(v128.load(samples), splat);
    const next = f32x4.ge(v128.load(samples, 4), splat);
    changes += popcnt(i32x4.bitmask(v128.xor(here, next)));
    samples += 16;
  }
  while (samples < last) {
    if (load<f32>(samples) >= level !== load<f32>(samples, 4) >= level) changes++;
    samples += 4;
  }
  return changes;
}

/**
 * Means over `width` neighbours of √(real² + imaginary²)·scale.
 * @param real its first `count`·`width` numbers, rounded up to groups of four, are overwritten by the magnitudes
 */
export function thinnedMagnitudes(
  real: usize,
  imaginary: usize,
  count: u32,
  width: u32,
  scale: f32,
  into: usize,
): void {
  const bytes = (<usize>(count * width)) << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    const r = v128.load(real + at);
    const m = v128.load(imaginary + at);
    v128.store(real + at, f32x4.sqrt(f32x4.add(f32x4.mul(r, r), f32x4.mul(m, m))));
  }
  const share = scale / <f32>width;
  for (let n: u32 = 0; n < count; n++) {
    let sum: f32 = 0;
    for (let i: u32 = 0; i < width; i++) {
      sum += load<f32>(real);
      real += 4;
    }
    store<f32>(into, sum * share);
    into += 4;
  }
}
