import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import {
  type Load,
  loadTensorflow,
  startTensorflow,
  type TensorflowBackend,
  tensorflowBackends,
} from "./tensorflow.ts";

const realLoad = createRequire(import.meta.url);
const nodePackage = "@tensorflow/tfjs-node";

/** The real packages, but for those named here. */
function loadWith(standIns: Readonly<Record<string, () => unknown>>): Load {
  const load = (name: string) => (standIns[name] ? standIns[name]() : realLoad(name));
  return Object.assign(load, { resolve: (name: string) => realLoad.resolve(name) });
}
const missing = () => {
  throw new Error("Cannot find module");
};

describe("TensorFlow.js", () => {
  it("computes in WebAssembly unless the user has installed more, and leaves the console and the process alone", async () => {
    const script = `
      import { loadTensorflow } from ${JSON.stringify(new URL("./tensorflow.ts", import.meta.url).href)};
      const before = process.listenerCount("uncaughtException") + process.listenerCount("unhandledRejection");
      const { tf, trainedOn } = await loadTensorflow();
      const sum = tf.sum(tf.tensor1d([1, 2, 3.5])).dataSync()[0];
      const added = process.listenerCount("uncaughtException") + process.listenerCount("unhandledRejection") - before;
      console.log(JSON.stringify({ sum, trainedOn, added }));`;
    const said = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
      encoding: "utf8",
      stdio: "pipe",
    });
    expect(JSON.parse(said)).toEqual({
      sum: 6.5,
      trainedOn: expect.stringMatching(/^TensorFlow\.js 4\.\d+\.\d+, WebAssembly$/),
      added: 0,
    });
  });

  it("is loaded once", async () => {
    expect(await loadTensorflow()).toBe(await loadTensorflow());
  });

  it("prefers what the user has installed, and repairs what it needs of Node", async () => {
    const { tf } = await loadTensorflow();
    const set: string[] = [];
    let repaired = false;
    const library = () => {
      const util = realLoad("node:util") as Record<string, (value: unknown) => boolean>;
      repaired = util.isNullOrUndefined!(undefined) && !util.isNullOrUndefined!(0);
      return {};
    };
    const core = { ...tf, setBackend: async (name: string) => set.push(name) > 0 };
    const load = loadWith({ [nodePackage]: library, "@tensorflow/tfjs-core": () => core });
    const { trainedOn } = await startTensorflow(tensorflowBackends, load);
    expect(set).toEqual(["tensorflow"]);
    expect(trainedOn).toMatch(/, libtensorflow$/);
    expect(repaired).toBe(true);
  });

  it("goes on to the next backend where one is not there or does not start", async () => {
    const { tf } = await loadTensorflow();
    const asked: string[] = [];
    const core = { ...tf, setBackend: async (name: string) => asked.push(name) > 0 && name === "cpu" };
    const without = loadWith({ [nodePackage]: missing, "@tensorflow/tfjs-core": () => core });
    expect((await startTensorflow(tensorflowBackends, without)).trainedOn).toMatch(/, JavaScript$/);
    expect(asked).toEqual(["wasm", "cpu"]);
  });

  it("says so when nothing starts", async () => {
    const broken: TensorflowBackend = { name: "broken", start: () => Promise.reject(new Error("no luck")) };
    const refused = { code: "LIBRARY_MISSING", message: expect.stringContaining("choose another kind") };
    await expect(startTensorflow([broken], realLoad)).rejects.toMatchObject(refused);
    const empty = loadWith({ "@tensorflow/tfjs-core": missing });
    await expect(startTensorflow(tensorflowBackends, empty)).rejects.toMatchObject(refused);
  });

  it("is not loaded by scoring, nor by the list of kinds", () => {
    const script = `
      import { createRequire } from "node:module";
      const { kinds } = await import(${JSON.stringify(new URL("./kinds.ts", import.meta.url).href)});
      const loaded = Object.keys(createRequire(import.meta.url).cache).filter((path) => path.includes("tensorflow"));
      console.log(JSON.stringify([kinds.length > 4, loaded]));`;
    const said = execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
    expect(JSON.parse(said)).toEqual([true, []]);
  });
});
