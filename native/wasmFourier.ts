import type { WasmLayout, WasmRoom } from "./wasmInstance.ts";

/** Sizes of a real transform that the WebAssembly serves: powers of two. */
const smallest = 64;
const largest = 2 ** 18;

export function isWasmSize(size: number): boolean {
  return size >= smallest && size <= largest && (size & (size - 1)) === 0;
}

/** Where the tables and work spaces of a real transform of `size` lie; `half` = size / 2 complex numbers are transformed. */
export interface WasmFourier {
  readonly half: number;
  readonly packed: number;
  readonly work: number;
  readonly factors: number;
  readonly unfolding: number;
}

export function layOutFourier(layout: WasmLayout, size: number): WasmFourier {
  const half = size / 2;
  return {
    half,
    packed: layout.take(8 * half),
    work: layout.take(8 * half),
    // 6 numbers for span / 4 butterflies, span = half, half / 4, …: less than 2·half numbers in all
    factors: layout.take(8 * half),
    unfolding: layout.take(4 * half),
  };
}

/** Fills the tables, in the order in which the passes read them. */
export function fillFourier(room: WasmRoom, { half, factors, unfolding }: WasmFourier): void {
  const tables = tablesOf(half);
  room.float32(factors, tables.factors.length).set(tables.factors);
  room.float32(unfolding, half).set(tables.unfolding);
}

interface Tables {
  readonly factors: Float32Array;
  readonly unfolding: Float32Array;
}

/** Their sines take longer than everything else about a plan, and there are few sizes: all are kept. */
const kept = new Map<number, Tables>();

function tablesOf(half: number): Tables {
  let tables = kept.get(half);
  if (tables === undefined) {
    tables = { factors: passFactors(half), unfolding: unfoldingFactors(half) };
    kept.set(half, tables);
  }
  return tables;
}

/**
 * Factors of all passes but the last: for p = 0 … span/4 − 1 the turns by p, 2p and 3p parts of span, each as cos and −sin. The first
 * pass takes four neighbouring p at once, so that there the four values of one kind lie together.
 */
function passFactors(half: number): Float32Array<ArrayBuffer> {
  const values = new Float32Array(2 * half);
  let at = 0;
  for (let span = half; span > 4; span /= 4) {
    const group = span === half ? 4 : 1;
    for (let p = 0; p < span / 4; p += group) {
      for (let multiple = 1; multiple <= 3; multiple++, at += 2 * group) {
        for (let i = 0; i < group; i++) {
          const angle = (2 * Math.PI * multiple * (p + i)) / span;
          values[at + i] = Math.cos(angle);
          values[at + group + i] = -Math.sin(angle);
        }
      }
    }
  }
  return values.subarray(0, at);
}

/** cos and −sin of πk/half for k = 1 … half/2, four cosines and four sines in turn. */
function unfoldingFactors(half: number): Float32Array<ArrayBuffer> {
  const values = new Float32Array(half);
  for (let k = 1; k <= half / 2; k++) {
    const at = 8 * Math.floor((k - 1) / 4) + ((k - 1) % 4);
    values[at] = Math.cos((Math.PI * k) / half);
    values[at + 4] = -Math.sin((Math.PI * k) / half);
  }
  return values;
}
