/** A layer that sees all of the one before. */
export interface DenseLayer {
  readonly inputs: number;
  readonly outputs: number;
  readonly activation: "tanh" | "linear";
  /** Shape [inputs][outputs], one row after the other, as TensorFlow keeps it. */
  readonly weights: Float32Array;
  /** Shape [outputs]. */
  readonly biases: Float32Array;
}

/** A chain of layers as plain arithmetic: what TensorFlow.js has trained, without it. */
export interface DenseNetwork {
  readonly layers: readonly DenseLayer[];
  /**
   * @param input shape [inputs of the first layer]
   * @returns outputs of the layers in turn, shape [layers][outputs]; overwritten by the next call
   */
  run(input: Float64Array): readonly Float64Array[];
}

export function denseNetwork(layers: readonly DenseLayer[]): DenseNetwork {
  // by output, so that each sum walks through memory in order; widened once instead of at every use
  const columns = layers.map(({ inputs, outputs, weights }) => {
    return Float64Array.from({ length: inputs * outputs }, (_, i) => {
      return weights[(i % inputs) * outputs + Math.floor(i / inputs)]!;
    });
  });
  const results = layers.map(({ outputs }) => new Float64Array(outputs));
  return {
    layers,
    run(input) {
      let from = input;
      for (let l = 0; l < layers.length; l++) {
        const { inputs, outputs, activation, biases } = layers[l]!;
        const result = results[l]!;
        const column = columns[l]!;
        for (let o = 0; o < outputs; o++) {
          const sum = biases[o]! + dotFrom(column, o * inputs, from);
          result[o] = activation === "tanh" ? Math.tanh(sum) : sum;
        }
        from = result;
      }
      return results;
    },
  };
}

/** Two sums side by side: one alone would wait for itself. */
function dotFrom(column: Float64Array, start: number, values: Float64Array): number {
  const even = values.length & ~1;
  let one = 0;
  let other = 0;
  for (let i = 0; i < even; i += 2) {
    one += column[start + i]! * values[i]!;
    other += column[start + i + 1]! * values[i + 1]!;
  }
  return even < values.length ? one + other + column[start + even]! * values[even]! : one + other;
}
