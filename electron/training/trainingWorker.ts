import { parentPort } from "node:worker_threads";
import { asFault } from "../domain/fault.ts";
import type { TrainingAnswer } from "./trainInWorker.ts";
import { type TrainingRequest, trainMicromodel } from "./trainMicromodel.ts";

const port = parentPort;
if (!port) throw new Error("trainingWorker runs as a worker thread only");

port.once("message", async (request: TrainingRequest) => {
  let answer: TrainingAnswer;
  try {
    answer = { trained: await trainMicromodel(request) };
  } catch (thrown) {
    // an Error loses its class and fields on the way between threads, so its parts travel
    const { code, message, details } = asFault(thrown, "WORKER_LOST");
    answer = { fault: { code, message, details } };
  }
  port.postMessage(answer);
});
