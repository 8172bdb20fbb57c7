import { kernelBinary } from "./kernelBinary.ts";
import { type WasmModule, webAssembly } from "./webAssembly.ts";

/** Addresses are bytes, counts are elements; see native/assembly for what each function reads and writes. */
export interface KernelExports {
  pack(samples: number, window: number, mean: number, count: number, real: number, imaginary: number): void;
  transform(real: number, imaginary: number, size: number, tables: number, a: number, b: number): number;
  unfold(real: number, imaginary: number, size: number, factors: number, toReal: number, toImaginary: number): void;
  unfoldPower(real: number, imaginary: number, size: number, factors: number, power: number): void;
  melCepstrum(
    power: number,
    rows: number,
    weights: number,
    bands: number,
    cosines: number,
    width: number,
    logs: number,
    cepstrum: number,
  ): void;
  addPower(power: number, sums: number, count: number): void;
  windowedSums(samples: number, window: number, count: number, into: number): void;
  amplitudeSums(power: number, count: number, amplitudes: number, into: number): void;
  sum(samples: number, count: number): number;
  firstSums(samples: number, count: number, into: number): void;
  centralSums(samples: number, count: number, mean: number, centred: number, into: number): void;
  magnitudeSums(samples: number, count: number, into: number): void;
  crossings(samples: number, count: number, level: number): number;
  thinnedMagnitudes(real: number, imaginary: number, count: number, width: number, scale: number, into: number): void;
}

/** Tables of constants that the compiler put into the module lie below. */
const firstFree = 8192;
const pageBytes = 65_536;
/** Functions may read or write up to a group of eight beyond what they are asked for. */
const guardBytes = 32;

/**
 * Lays out the memory of one plan: first every `take`, then `open`. Each plan has an instance with a memory of its own, which never
 * grows (views would come loose) and goes with the plan.
 */
export class WasmLayout {
  #end = firstFree;

  /** @returns the address of room for that many bytes, a multiple of 16 */
  take(bytes: number): number {
    const address = this.#end;
    this.#end += Math.ceil((bytes + guardBytes) / 16) * 16;
    return address;
  }

  open(module: WasmModule): WasmRoom {
    const pages = Math.ceil(this.#end / pageBytes);
    const memory = new webAssembly!.Memory({ initial: pages, maximum: pages });
    const instance = new webAssembly!.Instance(module, { env: { memory } });
    const { buffer } = memory;
    return {
      functions: instance.exports as KernelExports,
      float32: (address, length) => new Float32Array(buffer, address, length),
      float64: (address, length) => new Float64Array(buffer, address, length),
      uint32: (address, length) => new Uint32Array(buffer, address, length),
    };
  }
}

/** The functions of one instance, and views into its memory. */
export interface WasmRoom {
  readonly functions: KernelExports;
  float32(address: number, length: number): Float32Array<ArrayBuffer>;
  float64(address: number, length: number): Float64Array<ArrayBuffer>;
  uint32(address: number, length: number): Uint32Array<ArrayBuffer>;
}

/** null where there is no WebAssembly with 128-bit SIMD. */
export function compileKernel(): WasmModule | null {
  if (webAssembly === undefined) return null;
  try {
    return new webAssembly.Module(Buffer.from(kernelBinary, "base64"));
  } catch {
    return null;
  }
}
