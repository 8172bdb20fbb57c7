import { setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import { asFault } from "../domain/fault.ts";
import type { TrainingAnswer } from "./trainInWorker.ts";
import type { TrainingRequest } from "./trainingRequest.ts";
import { trainMicromodel } from "./trainMicromodel.ts";

const port = parentPort;
if (!port) throw new Error("trainingWorker runs as a worker thread only");
stepBack();
const answer = (message: TrainingAnswer) => port.postMessage(message);

port.once("message", async (request: TrainingRequest) => {
  try {
    answer({ trained: await trainMicromodel(request, (stage, share) => answer({ stage, share })) });
  } catch (thrown) {
    // an Error loses its class and fields on the way between threads, so its parts travel
    const { code, message, details } = asFault(thrown, "WORKER_LOST");
    answer({ fault: { code, message, details } });
  }
  // what a backend of TensorFlow left running must not keep the thread alive
  port.close();
});

/**
 * Listening comes first: where a priority is that of a thread (0 means the caller), this one takes what the others leave. Elsewhere it
 * would be that of the whole station.
 */
function stepBack(): void {
  if (process.platform !== "linux") return;
  try {
    setPriority(0, 5);
  } catch {
    // a system that refuses it trains beside the listening
  }
}
