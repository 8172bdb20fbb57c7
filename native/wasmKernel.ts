import type {
  EnvelopePlan,
  EnvelopeSetup,
  PowerPlan,
  PowerSetup,
  SignalKernel,
  StatisticsPlan,
  WaveformSums,
} from "./signalKernel.ts";
import { twinKernel } from "./twinKernel.ts";
import { fillFourier, isWasmSize, layOutFourier } from "./wasmFourier.ts";
import { wasmFrames } from "./wasmFrames.ts";
import { compileKernel, WasmLayout } from "./wasmInstance.ts";
import type { WasmModule } from "./webAssembly.ts";

/**
 * The kernel in SIMD WebAssembly; sizes that it does not serve fall to the twin.
 * @returns null where there is no WebAssembly with SIMD
 */
export function openWasmKernel(): SignalKernel | null {
  const module = compileKernel();
  if (module === null) return null;
  return {
    kind: "wasm",
    frames: (setup) => (isWasmSize(setup.window.length) ? wasmFrames(module, setup) : twinKernel.frames(setup)),
    power: (setup) => (isWasmSize(setup.size) ? power(module, setup) : twinKernel.power(setup)),
    envelope: (setup) => (isWasmSize(setup.size) ? envelope(module, setup) : twinKernel.envelope(setup)),
    statistics: (length) => statistics(module, length),
  };
}

function power(module: WasmModule, { window, size }: PowerSetup): PowerPlan {
  const length = window.length;
  const layout = new WasmLayout();
  const fourier = layOutFourier(layout, size);
  const at = {
    samples: layout.take(4 * size),
    window: layout.take(4 * size),
    power: layout.take(4 * (fourier.half + 1)),
  };
  const room = layout.open(module);
  fillFourier(room, fourier);
  room.float32(at.window, length).set(window);
  const input = room.float32(at.samples, length);
  const result = room.float32(at.power, fourier.half + 1);
  const { sum, pack, transform, unfoldPower } = room.functions;
  const { half, packed, work, factors, unfolding } = fourier;
  const packedImaginary = packed + 4 * half;

  function compute(samples: Float32Array): Float32Array {
    input.set(samples);
    pack(at.samples, at.window, sum(at.samples, length) / length, size, packed, packedImaginary);
    const spectrum = transform(packed, packedImaginary, half, factors, work, packed);
    unfoldPower(spectrum, spectrum + 4 * half, half, unfolding, at.power);
    return result;
  }
  return { length, size, compute };
}

function envelope(module: WasmModule, setup: EnvelopeSetup): EnvelopePlan {
  const { length, size, lowest, thinning } = setup;
  const count = Math.floor(length / 2 / thinning);
  const layout = new WasmLayout();
  const fourier = layOutFourier(layout, size);
  const { half, packed, work, factors, unfolding } = fourier;
  const packedImaginary = packed + 4 * half;
  // behind the bins follow as many zeros as the band is narrower than half the transform
  const wide = half + lowest;
  const at = {
    samples: layout.take(4 * size),
    window: layout.take(4 * size),
    real: layout.take(4 * wide),
    imaginary: layout.take(4 * wide),
    result: layout.take(4 * count),
  };
  const room = layout.open(module);
  fillFourier(room, fourier);
  room.float32(at.window, size).fill(1);
  const input = room.float32(at.samples, length);
  const real = room.float32(at.real, wide);
  const imaginary = room.float32(at.imaginary, wide);
  const result = room.float32(at.result, count);
  const { pack, transform, unfold, thinnedMagnitudes } = room.functions;

  function compute(samples: Float32Array): Float32Array {
    input.set(samples);
    pack(at.samples, at.window, 0, size, packed, packedImaginary);
    const spectrum = transform(packed, packedImaginary, half, factors, work, packed);
    unfold(spectrum, spectrum + 4 * half, half, unfolding, at.real, at.imaginary);
    // the last bin is no part of the band
    real[half] = 0;
    imaginary[half] = 0;
    // with real and imaginary parts exchanged the transform is its own inverse
    const back = transform(at.imaginary + 4 * lowest, at.real + 4 * lowest, half, factors, work, packed);
    thinnedMagnitudes(back, back + 4 * half, count, thinning, 1 / half, at.result);
    return result;
  }
  return { length, compute };
}

function statistics(module: WasmModule, length: number): StatisticsPlan {
  const layout = new WasmLayout();
  const at = { samples: layout.take(4 * length), centred: layout.take(4 * length), sums: layout.take(64) };
  const room = layout.open(module);
  const input = room.float32(at.samples, length);
  const centred = room.float32(at.centred, length);
  const sums = room.float64(at.sums, 8);
  const { firstSums, centralSums, magnitudeSums, crossings } = room.functions;

  function compute(samples: Float32Array): WaveformSums {
    input.set(samples);
    firstSums(at.samples, length, at.sums);
    const mean = sums[0]! / length;
    centralSums(at.samples, length, mean, at.centred, at.sums + 32);
    return {
      mean,
      squares: sums[1]!,
      lowest: sums[2]!,
      highest: sums[3]!,
      second: sums[4]!,
      third: sums[5]!,
      fourth: sums[6]!,
    };
  }

  function magnitudes() {
    magnitudeSums(at.samples, length, at.sums);
    return { magnitude: sums[0]!, root: sums[1]! };
  }
  return {
    length,
    compute,
    centred,
    magnitudes,
    // x ≥ level and x ≥ the smallest float32 that is not below level are the same
    crossings: (level) => crossings(at.samples, length, roundedUp(level)),
  };
}

const word = new Float32Array(1);
const bits = new Int32Array(word.buffer);

/** The smallest float32 ≥ value. */
function roundedUp(value: number): number {
  word[0] = value;
  if (word[0] >= value) return word[0];
  if (word[0] === 0) return 2 ** -149;
  bits[0]! += word[0] > 0 ? 1 : -1;
  return word[0];
}
