import { Fault } from "../../domain/fault.ts";
import { startDeviceProcess } from "../startDeviceProcess.ts";

/**
 * Asks a device process one question that somebody may lose interest in.
 * @returns undefined when stopped before the answer
 * @throws Fault of the process
 */
export async function askUntil<Answer>(module: string, task: unknown, stop: AbortSignal): Promise<Answer | undefined> {
  if (stop.aborted) return undefined;
  const { promise, resolve, reject } = Promise.withResolvers<Answer | undefined>();
  const onAbort = () => resolve(undefined);
  stop.addEventListener("abort", onAbort);
  try {
    await using _ = startDeviceProcess(module, task, (message) => {
      if (message.kind === "answer") resolve(message.answer as Answer);
      else if (message.kind === "fault") reject(new Fault(message.code, message.message, { details: message.details }));
    });
    return await promise;
  } finally {
    stop.removeEventListener("abort", onAbort);
  }
}
