import { type FramePlan, type FrameSetup, frameSumCount, type SparseBank } from "./signalKernel.ts";
import { fillFourier, layOutFourier } from "./wasmFourier.ts";
import { WasmLayout } from "./wasmInstance.ts";
import type { WasmModule } from "./webAssembly.ts";

/** Frames in WebAssembly; the length of the window is a size that it serves. */
export function wasmFrames(module: WasmModule, { window, bank, coefficients }: FrameSetup): FramePlan {
  const size = window.length;
  const half = size / 2;
  const bands = bank.weights.length;
  const groups = bank.weights.map((row) => Math.ceil(row.length / 4));
  // pairs of float64 at a time
  const width = coefficients + (coefficients % 2);
  const layout = new WasmLayout();
  const fourier = layOutFourier(layout, size);
  const at = {
    samples: layout.take(4 * size),
    window: layout.take(4 * size),
    power: layout.take(4 * (half + 1)),
    powerSum: layout.take(4 * (half + 1)),
    rows: layout.take(8 * bands),
    weights: layout.take(16 * groups.reduce((sum, count) => sum + count, 0)),
    cosines: layout.take(8 * width * bands),
    bandLogs: layout.take(8 * bands),
    cepstrum: layout.take(8 * width),
    amplitudes: layout.take(4 * half),
    sums: layout.take(8 * frameSumCount),
  };
  const room = layout.open(module);
  fillFourier(room, fourier);
  room.float32(at.window, size).set(window);
  room.uint32(at.rows, 2 * bands).set(groups.flatMap((count, m) => [4 * bank.first[m]!, count]));
  fillWeights(room.float32(at.weights, 4 * groups.reduce((sum, count) => sum + count, 0)), bank);
  room.float64(at.cosines, width * bands).set(
    Float64Array.from({ length: width * bands }, (_, i) => {
      const k = i % width;
      return k < coefficients ? 2 * Math.cos((Math.PI * (Math.floor(i / width) + 0.5) * k) / bands) : 0;
    }),
  );
  const input = room.float32(at.samples, size);
  const { pack, transform, unfoldPower, melCepstrum, addPower, amplitudeSums, windowedSums } = room.functions;
  const { packed, work, factors, unfolding } = fourier;
  const packedImaginary = packed + 4 * half;

  function analyse(samples: Float32Array, start: number): void {
    input.set(start === 0 && samples.length === size ? samples : samples.subarray(start, start + size));
    pack(at.samples, at.window, 0, size, packed, packedImaginary);
    const spectrum = transform(packed, packedImaginary, half, factors, work, packed);
    unfoldPower(spectrum, spectrum + 4 * half, half, unfolding, at.power);
    melCepstrum(at.power, at.rows, at.weights, bands, at.cosines, width, at.bandLogs, at.cepstrum);
  }

  return {
    analyse,
    power: room.float32(at.power, half + 1),
    bandLogs: room.float64(at.bandLogs, bands),
    cepstrum: room.float64(at.cepstrum, coefficients),
    accumulate: () => addPower(at.power, at.powerSum, half + 1),
    powerSum: room.float32(at.powerSum, half + 1),
    describe() {
      amplitudeSums(at.power, half, at.amplitudes, at.sums);
      windowedSums(at.samples, at.window, size, at.sums + 72);
    },
    amplitudes: room.float32(at.amplitudes, half),
    sums: room.float64(at.sums, frameSumCount),
  };
}

/** Row after row, each filled up with zeros to groups of four. */
function fillWeights(into: Float32Array, bank: SparseBank): void {
  let next = 0;
  for (const row of bank.weights) {
    into.set(row, next);
    next += 4 * Math.ceil(row.length / 4);
  }
}
