import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import util from "node:util";
import type * as TensorflowCore from "@tensorflow/tfjs-core";
import type * as TensorflowLayers from "@tensorflow/tfjs-layers";
import { Fault } from "../domain/fault.ts";

export interface Tensorflow {
  readonly tf: typeof TensorflowCore;
  readonly layers: typeof TensorflowLayers;
  /** What computes, for the report card. */
  readonly trainedOn: string;
}

/** One way of computing with TensorFlow.js. */
export interface TensorflowBackend {
  readonly name: string;
  /** @returns false, or throws, where this computer has no such thing */
  start(tf: typeof TensorflowCore, load: Load): Promise<boolean>;
}

/** Requires a package, and says where one lies. */
export interface Load {
  (name: string): unknown;
  resolve(name: string): string;
}

/** Best first. The library of TensorFlow itself is several hundred MB: it is used where the user has installed it. */
export const tensorflowBackends: readonly TensorflowBackend[] = [
  {
    name: "libtensorflow",
    async start(tf, load) {
      restoreUtil();
      process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
      load("@tensorflow/tfjs-node");
      return tf.setBackend("tensorflow");
    },
  },
  {
    name: "WebAssembly",
    async start(tf, load) {
      const wasm = load("@tensorflow/tfjs-backend-wasm") as { setWasmPaths(folder: string): void };
      wasm.setWasmPaths(join(dirname(load.resolve("@tensorflow/tfjs-backend-wasm")), "/"));
      // networks of this size gain nothing by threads of their own, and the station has other uses for its cores
      tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
      return keepingListeners(() => tf.setBackend("wasm"));
    },
  },
  {
    name: "JavaScript",
    async start(tf, load) {
      load("@tensorflow/tfjs-backend-cpu");
      return tf.setBackend("cpu");
    },
  },
];

let loading: Promise<Tensorflow> | undefined;

/**
 * TensorFlow.js on the best backend there is, loaded when the first network is trained: nothing else needs it, least of all scoring.
 * @throws Fault LIBRARY_MISSING
 */
export function loadTensorflow(): Promise<Tensorflow> {
  loading ??= startTensorflow(tensorflowBackends, createRequire(import.meta.url));
  return loading;
}

/** The first of the backends that starts. @throws Fault LIBRARY_MISSING when none does */
export async function startTensorflow(backends: readonly TensorflowBackend[], load: Load): Promise<Tensorflow> {
  const causes: unknown[] = [];
  try {
    const tf = load("@tensorflow/tfjs-core") as typeof TensorflowCore;
    const layers = load("@tensorflow/tfjs-layers") as typeof TensorflowLayers;
    // otherwise it advertises its other packages on the console
    tf.enableProdMode();
    for (const backend of backends) {
      try {
        if (!(await backend.start(tf, load))) continue;
        return { tf, layers, trainedOn: `TensorFlow.js ${tf.version_core}, ${backend.name}` };
      } catch (thrown) {
        causes.push(thrown);
      }
    }
  } catch (thrown) {
    causes.push(thrown);
  }
  throw new Fault("LIBRARY_MISSING", "TensorFlow.js cannot be started. Install Auscult anew, or choose another kind.", {
    cause: new AggregateError(causes),
  });
}

/** tfjs-node 4.22 asks for a function that Node 23 has removed. */
function restoreUtil(): void {
  if (!("isNullOrUndefined" in util)) {
    Object.assign(util, { isNullOrUndefined: (value: unknown) => value === null || value === undefined });
  }
}

/** The WebAssembly module takes over what happens to errors that nobody caught: that is for the program to decide. */
async function keepingListeners<Result>(start: () => Promise<Result>): Promise<Result> {
  const events = ["uncaughtException", "unhandledRejection"] as const;
  const before = events.map((event) => process.listeners(event as "uncaughtException"));
  try {
    return await start();
  } finally {
    events.forEach((event, index) => {
      for (const listener of process.listeners(event as "uncaughtException")) {
        if (!before[index]!.includes(listener)) process.removeListener(event, listener);
      }
    });
  }
}
