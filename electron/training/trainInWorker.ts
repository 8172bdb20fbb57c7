import { Worker } from "node:worker_threads";
import { asFault, Fault, type FaultCode, type FaultDetails } from "../domain/fault.ts";
import { siblingModule } from "../domain/sibling.ts";
import type { TrainingStage } from "../domain/trainingStage.ts";
import type { TrainedModel, TrainingProgress, TrainingRequest } from "./trainingRequest.ts";

export type TrainingAnswer =
  | { readonly stage: TrainingStage; readonly share: number }
  | { readonly trained: TrainedModel }
  | { readonly fault: { readonly code: FaultCode; readonly message: string; readonly details: FaultDetails } };

export interface TrainingOptions {
  /** Aborting it ends the thread at once, whatever it is at. */
  readonly signal?: AbortSignal | undefined;
  readonly progress?: TrainingProgress | undefined;
}

/**
 * Trains in a thread of its own, so that capture and scoring go on undisturbed. The thread ends either way.
 * @throws Fault as `trainMicromodel` does; CANCELLED when aborted; WORKER_LOST when the thread died
 */
export async function trainInWorker(
  request: TrainingRequest,
  { signal, progress }: TrainingOptions = {},
): Promise<TrainedModel> {
  const cancelled = () => new Fault("CANCELLED", `Learning of ${request.componentId} was cancelled.`);
  if (signal?.aborted) throw cancelled();
  const worker = new Worker(new URL(siblingModule(import.meta.url, "trainingWorker")));
  const { promise, resolve, reject } = Promise.withResolvers<TrainedModel>();
  const cancel = () => reject(cancelled());
  signal?.addEventListener("abort", cancel, { once: true });
  worker.on("message", (answer: TrainingAnswer) => {
    if ("stage" in answer) progress?.(answer.stage, answer.share);
    else if ("trained" in answer) resolve(answer.trained);
    else reject(new Fault(answer.fault.code, answer.fault.message, { details: answer.fault.details }));
  });
  worker.once("error", (thrown) => reject(asFault(thrown, "WORKER_LOST")));
  worker.once("exit", () =>
    reject(new Fault("WORKER_LOST", "The training thread ended without a model. Learn again.")),
  );
  try {
    worker.postMessage(request);
    return await promise;
  } finally {
    signal?.removeEventListener("abort", cancel);
    await worker.terminate();
  }
}
