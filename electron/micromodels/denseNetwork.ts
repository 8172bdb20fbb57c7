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
  // by output, so that each sum walks through memory in order
  const columns = layers.map(({ inputs, outputs, weights }) => {
    return Float32Array.from({ length: inputs * outputs }, (_, i) => {
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
        for (let o = 0, w = 0; o < outputs; o++) {
          let sum = biases[o]!;
          for (let i = 0; i < inputs; i++, w++) sum += column[w]! * from[i]!;
          result[o] = activation === "tanh" ? Math.tanh(sum) : sum;
        }
        from = result;
      }
      return results;
    },
  };
}
