// Real samples travel as half as many complex numbers through ./fourier.ts: folded before, unfolded after.

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
