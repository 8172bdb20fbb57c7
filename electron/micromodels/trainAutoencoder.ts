import { type DenseLayer, denseNetwork } from "./denseNetwork.ts";
import { seededRandom } from "./seededRandom.ts";
import { loadTensorflow, type Tensorflow } from "./tensorflow.ts";

export interface TrainedLayers {
  readonly layers: readonly DenseLayer[];
  readonly trainedOn: string;
}

/** What lies between the input and the output: outputs and activation of each layer. */
const hidden = [
  { outputs: 8, activation: "tanh" },
  { outputs: 3, activation: "linear" },
  { outputs: 8, activation: "tanh" },
] as const;

const learningRate = 0.03;
/** A step costs about the same for any batch of these sizes: batches grow before there are more steps to an epoch. */
const leastBatch = 32;
const mostSteps = 4;
const mostEpochs = 40;
/** Without progress on the held-out rows for so many epochs it has learned what there is. */
const patience = 8;
const heldOutShare = 0.2;
/** Rows beyond these are left out evenly: they would take time and teach nothing new. */
const mostRows = 600;

/**
 * Trains a small autoencoder with TensorFlow.js, on the earlier part of every session, until the later part is reproduced no better.
 * @param rows shape [rows][terms], in time order within a session
 * @param sessions shape [rows]
 * @returns the layers as they were at their best; deterministic for the same rows, seed and backend
 * @throws Fault LIBRARY_MISSING when TensorFlow.js cannot be started
 */
export async function trainAutoencoder(
  rows: readonly Float64Array[],
  sessions: readonly number[],
  seed: number,
): Promise<TrainedLayers> {
  const tensorflow = await loadTensorflow();
  const random = seededRandom(seed);
  const { learned, heldOut } = split(rows, sessions);
  const model = networkOf(tensorflow, firstLayers(rows[0]!.length, random));
  const optimizer = tensorflow.tf.train.adam(learningRate);
  try {
    model.compile({ optimizer, loss: "meanSquaredError" });
    let best = { loss: Number.POSITIVE_INFINITY, layers: readLayers(model), epoch: 0 };
    for (let epoch = 0; epoch < mostEpochs && epoch - best.epoch < patience; epoch++) {
      for (const batch of batchesOf(learned, random)) await learn(tensorflow, model, batch);
      const layers = readLayers(model);
      const loss = meanLoss(layers, heldOut);
      if (loss < best.loss) best = { loss, layers, epoch };
    }
    return { layers: best.layers, trainedOn: tensorflow.trainedOn };
  } finally {
    model.dispose();
    optimizer.dispose();
  }
}

/** The layers as a model of TensorFlow.js; whoever asks for it disposes of it. */
export function networkOf({ tf, layers: { sequential, layers } }: Tensorflow, wanted: readonly DenseLayer[]) {
  const model = sequential({
    layers: wanted.map(({ inputs, outputs, activation }) =>
      layers.dense({ inputShape: [inputs], units: outputs, activation }),
    ),
  });
  tf.tidy(() => {
    model.setWeights(
      wanted.flatMap(({ inputs, outputs, weights, biases }) => [
        tf.tensor2d(weights, [inputs, outputs]),
        tf.tensor1d(biases),
      ]),
    );
  });
  return model;
}

type Network = ReturnType<typeof networkOf>;

/** X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks" (2010); by a seed of our own. */
function firstLayers(size: number, random: () => number): DenseLayer[] {
  let inputs = size;
  return [...hidden, { outputs: size, activation: "linear" as const }].map(({ outputs, activation }) => {
    const limit = Math.sqrt(6 / (inputs + outputs));
    const weights = Float32Array.from({ length: inputs * outputs }, () => limit * (2 * random() - 1));
    const layer = { inputs, outputs, activation, weights, biases: new Float32Array(outputs) };
    inputs = outputs;
    return layer;
  });
}

function readLayers(model: Network): DenseLayer[] {
  return model.layers.map((layer) => {
    const [kernel, bias] = layer.getWeights();
    const [inputs, outputs] = kernel!.shape as [number, number];
    const activation = layer.getConfig().activation === "tanh" ? "tanh" : "linear";
    const weights = Float32Array.from(kernel!.dataSync());
    return { inputs, outputs, activation, weights, biases: Float32Array.from(bias!.dataSync()) };
  });
}

async function learn({ tf }: Tensorflow, model: Network, batch: readonly Float64Array[]): Promise<void> {
  const size = batch[0]!.length;
  const flat = new Float32Array(batch.length * size);
  batch.forEach((row, r) => {
    flat.set(row, r * size);
  });
  const input = tf.tensor2d(flat, [batch.length, size]);
  try {
    await model.trainOnBatch(input, input);
  } finally {
    input.dispose();
  }
}

function* batchesOf(rows: readonly Float64Array[], random: () => number): Generator<Float64Array[]> {
  const order = rows.slice();
  for (let i = order.length - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    [order[i], order[other]] = [order[other]!, order[i]!];
  }
  const size = Math.max(leastBatch, Math.ceil(order.length / mostSteps));
  for (let start = 0; start < order.length; start += size) yield order.slice(start, start + size);
}

function meanLoss(layers: readonly DenseLayer[], rows: readonly Float64Array[]): number {
  const network = denseNetwork(layers);
  let sum = 0;
  for (const row of rows) {
    const output = network.run(row).at(-1)!;
    for (let t = 0; t < row.length; t++) sum += (output[t]! - row[t]!) ** 2;
  }
  return sum / rows.length;
}

/** The end of every session is held out, in one piece: neighbours in time are alike. */
function split(rows: readonly Float64Array[], sessions: readonly number[]) {
  const step = Math.max(1, rows.length / mostRows);
  const kept = Array.from({ length: Math.floor(rows.length / step) }, (_, i) => Math.floor(i * step));
  const learned: Float64Array[] = [];
  const heldOut: Float64Array[] = [];
  for (const group of Map.groupBy(kept, (r) => sessions[r]!).values()) {
    const count = Math.round((1 - heldOutShare) * group.length);
    group.forEach((r, place) => {
      (place < count ? learned : heldOut).push(rows[r]!);
    });
  }
  return { learned, heldOut: heldOut.length > 0 ? heldOut : learned };
}
