import { beforeAll, describe, expect, it } from "vitest";
import { healthyComponent, shifted } from "../../test/makers/healthyComponent.ts";
import { seededNoise } from "../../test/makers/seededNoise.ts";
import { autoencoder } from "./autoencoder.ts";
import { denseNetwork } from "./denseNetwork.ts";
import { loadTensorflow, type Tensorflow } from "./tensorflow.ts";
import { networkOf, trainAutoencoder } from "./trainAutoencoder.ts";

let tensorflow: Tensorflow;
beforeAll(async () => {
  tensorflow = await loadTensorflow();
});

/** Rows about a curved line in ten dimensions: three numbers would be plenty to tell them apart. */
function curve(count: number, seed: number): Float64Array[] {
  const noise = seededNoise(seed);
  return Array.from({ length: count }, () => {
    const along = noise();
    return Float64Array.from({ length: 10 }, (_, t) => Math.sin(along + t) + 0.05 * noise());
  });
}

describe("the autoencoder", () => {
  it("computes what TensorFlow.js predicts, to 1e-5", async () => {
    const model = await autoencoder.fit(healthyComponent({ points: 2, windows: 60 }), { seed: 3 });
    const { network } = model.core;
    const size = network.layers[0]!.inputs;
    const noise = seededNoise(8);
    const rows = Array.from({ length: 50 }, () => Float64Array.from({ length: size }, () => 2 * noise()));
    const again = networkOf(tensorflow, network.layers);
    const predicted = tensorflow.tf.tidy(() => {
      const input = tensorflow.tf.tensor2d(Float32Array.from(rows.flatMap((row) => [...row])), [rows.length, size]);
      return Float32Array.from((again.predict(input) as typeof input).dataSync());
    });
    again.dispose();
    let largest = 0;
    rows.forEach((row, r) => {
      network
        .run(row)
        .at(-1)!
        .forEach((value, t) => {
          largest = Math.max(largest, Math.abs(value - predicted[r * size + t]!) / Math.max(1, Math.abs(value)));
        });
    });
    expect(largest).toBeGreaterThan(0);
    expect(largest).toBeLessThan(1e-5);
  });

  it("learns to read back what the rows have in common, and nothing else", async () => {
    const rows = curve(300, 4);
    const { layers, trainedOn } = await trainAutoencoder(
      rows,
      rows.map((_, r) => (r < 150 ? 0 : 1)),
      1,
    );
    expect(trainedOn).toMatch(/^TensorFlow\.js /);
    const network = denseNetwork(layers);
    const unread = (row: Float64Array) => {
      const output = network.run(row).at(-1)!;
      return row.reduce((sum, value, t) => sum + (value - output[t]!) ** 2, 0) / row.length;
    };
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = mean(rows.flatMap((row) => [...row.map((value) => value * value)]));
    expect(mean(curve(100, 5).map(unread))).toBeLessThan(0.1 * variance);
    const off = curve(100, 6).map((row) => row.map((value, t) => (t % 2 ? value : -value)));
    expect(mean(off.map(unread))).toBeGreaterThan(0.3 * variance);
  });

  it("counts a deviation that reads back well", async () => {
    // healthy windows vary along one direction only, and so does the fault: much further
    const set = healthyComponent({ windows: 80 });
    const noise = seededNoise(3);
    const along = (window: Float32Array, by: number) => shifted(set, window, by, ["spectrum"]);
    const windows = set.sessions[0]!.windows.map((window) => along(window, 0.3 * noise()));
    const model = await autoencoder.fit({ ...set, sessions: [{ ...set.sessions[0]!, windows }] }, { seed: 1 });
    const middle = Math.max(...windows.slice(0, 20).map((window) => model.score(window)));
    const scores = [1.5, 3, 6].map((by) => model.score(along(set.sessions[0]!.windows[0]!, by)));
    expect(scores[0]!).toBeGreaterThan(middle);
    expect(scores).toEqual(scores.toSorted((one, other) => one - other));
  });

  it("gives back all memory of TensorFlow.js, also when it cannot go on", async () => {
    const set = healthyComponent({ windows: 40 });
    await autoencoder.fit(set, { seed: 1 });
    const before = tensorflow.tf.memory().numTensors;
    await autoencoder.fit(set, { seed: 2 });
    expect(tensorflow.tf.memory().numTensors).toBe(before);
    const broken = [new Float64Array(4), new Float64Array(5)];
    await expect(trainAutoencoder([...broken, ...broken], [0, 0, 0, 0], 1)).rejects.toThrow();
    expect(tensorflow.tf.memory().numTensors).toBe(before);
  });

  it("says what trained it, as long as that is known", async () => {
    const model = await autoencoder.fit(healthyComponent({ windows: 30 }), { seed: 1 });
    expect(model.trainedOn).toBe(tensorflow.trainedOn);
    expect(autoencoder.load(autoencoder.save(model)).trainedOn).toBeUndefined();
  });
});
