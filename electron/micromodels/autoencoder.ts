import { type DenseLayer, type DenseNetwork, denseNetwork } from "./denseNetwork.ts";
import type { PayloadReader } from "./payload.ts";
import { type Core, spaceKind } from "./spaceKind.ts";

interface Autoencoder extends Core {
  readonly network: DenseNetwork;
  /** Shape [terms]: what the middle of the healthy codes is read back as. */
  readonly middle: Float32Array;
  /** Mean square by which healthy windows vary along one direction of the code, in units of the space. */
  readonly variance: number;
}

/** The network sees no further than this: beyond, everything is equally strange, and it stays within what tanh tells apart. */
const sight = 6;
/** Layers: terms to the first code, …, back to the terms. */
const codeLayer = 1;
const layerCount = 4;
const mostOutputs = 64;

/**
 * A small dense autoencoder, trained with TensorFlow.js and run as plain arithmetic. The score joins what cannot be read back from
 * the code and how far the rest lies from the middle of the healthy codes, the latter against how much healthy windows vary there and
 * another session may: a change in a direction that reads back well is a change too.
 * Saved as: per layer u32 outputs, float32 weights [inputs][outputs], biases [outputs]; float32 middle [terms], variance.
 */
export const autoencoder = spaceKind<Autoencoder>({
  kind: "autoencoder",
  // from less it learns what the simpler kinds know without training
  triedFrom: 300,
  usual: { oneSession: 2, highest: 1.9, lowest: 0.8 },
  async fit({ rows, sessions }, { seed }) {
    const { trainAutoencoder } = await import("./trainAutoencoder.ts");
    const seen = rows.map((row) => row.map(limit));
    const { layers, trainedOn } = await trainAutoencoder(seen, sessions, seed);
    const network = denseNetwork(layers);
    const middle = middleOf(network, seen);
    const squares = seen.map((row) => squaredDistance(network.run(row).at(-1)!, middle));
    const codes = layers[codeLayer]!.outputs;
    const variance = Math.fround(squares.reduce((sum, square) => sum + square, 0) / squares.length / codes);
    return { ...coreOf({ network, middle, variance }), trainedOn };
  },
  save: ({ network, middle, variance }, payload) => {
    for (const { outputs, weights, biases } of network.layers) payload.integer(outputs).floats(weights).floats(biases);
    payload.floats(middle).floats([variance]);
  },
  load: (payload, size) => {
    const layers = readLayers(payload, size);
    const middle = payload.floats(size);
    const variance = payload.floats(1)[0]!;
    payload.demand(variance >= 0, "a variance is not positive");
    return coreOf({ network: denseNetwork(layers), middle, variance });
  },
});

function readLayers(payload: PayloadReader, size: number): DenseLayer[] {
  let inputs = size;
  return Array.from({ length: layerCount }, (_, l) => {
    const isLast = l === layerCount - 1;
    const outputs = payload.integer(isLast ? size : 1, isLast ? size : mostOutputs);
    const weights = payload.floats(inputs * outputs);
    const biases = payload.floats(outputs);
    const activation = l === codeLayer || isLast ? ("linear" as const) : ("tanh" as const);
    const layer = { inputs, outputs, activation, weights, biases };
    inputs = outputs;
    return layer;
  });
}

/** The mean code, read back by the layers behind it. */
function middleOf(network: DenseNetwork, rows: readonly Float64Array[]): Float32Array {
  const { layers } = network;
  const code = new Float64Array(layers[codeLayer]!.outputs);
  for (const row of rows) {
    const found = network.run(row)[codeLayer]!;
    for (let c = 0; c < code.length; c++) code[c]! += found[c]! / rows.length;
  }
  return Float32Array.from(
    denseNetwork(layers.slice(codeLayer + 1))
      .run(code)
      .at(-1)!,
  );
}

function coreOf({ network, middle, variance }: Omit<Autoencoder, "score">): Autoencoder {
  const seen = new Float64Array(middle.length);
  const allowed = 1 + variance;
  return {
    network,
    middle,
    variance,
    score(row) {
      for (let t = 0; t < row.length; t++) seen[t] = limit(row[t]!);
      const output = network.run(seen)[layerCount - 1]!;
      const unread = squaredDistance(output, row);
      const moved = squaredDistance(output, middle);
      return Math.sqrt((unread + moved / allowed) / row.length);
    },
  };
}

function limit(value: number): number {
  return value > sight ? sight : value < -sight ? -sight : value;
}

function squaredDistance(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let sum = 0;
  for (let t = 0; t < one.length; t++) sum += (one[t]! - other[t]!) ** 2;
  return sum;
}
