import type { SignalKernel } from "./signalKernel.ts";
import { twinKernel } from "./twinKernel.ts";
import { openWasmKernel } from "./wasmKernel.ts";

/** The kernel of this thread: SIMD WebAssembly where it can be had, otherwise the twin. */
export const kernel: SignalKernel = openWasmKernel() ?? twinKernel;
