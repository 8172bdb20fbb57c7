/** The part of WebAssembly that the kernel needs. The types of Node leave it out, and those of the page stay out of this room. */
interface WebAssemblyApi {
  Module: new (bytes: Uint8Array) => WasmModule;
  Memory: new (limits: { readonly initial: number; readonly maximum: number }) => WasmMemory;
  Instance: new (module: WasmModule, imports: { readonly env: { readonly memory: WasmMemory } }) => WasmInstance;
}

export interface WasmModule {
  readonly [Symbol.toStringTag]: string;
}

interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

interface WasmInstance {
  readonly exports: unknown;
}

/** Undefined in a runtime that was started without. */
export const webAssembly = (globalThis as { readonly WebAssembly?: WebAssemblyApi }).WebAssembly;
