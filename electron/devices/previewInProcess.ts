import type { DevicePreview } from "../domain/devicePreview.ts";
import { Fault } from "../domain/fault.ts";
import { type DeviceTalk, startDeviceProcess } from "./startDeviceProcess.ts";

/**
 * What a device process shows of a source while somebody sets it up. A reader that is slow gets the newest.
 * @param module address of the program that talks to the device
 * @throws Fault of the process; WORKER_LOST when it dies by itself
 */
export async function* previewInProcess(
  module: string,
  task: unknown,
  stop: AbortSignal,
): AsyncGenerator<DevicePreview, void, undefined> {
  yield* previewFrom((hear) => startDeviceProcess(module, task, hear), stop);
}

/** As `previewInProcess`, of whatever is shown in this talk. */
export async function* previewFrom(
  talk: DeviceTalk,
  stop: AbortSignal,
): AsyncGenerator<DevicePreview, void, undefined> {
  if (stop.aborted) return;
  let newest: DevicePreview | undefined;
  let fault: Fault | undefined;
  let wake = () => {};
  const onAbort = () => wake();
  stop.addEventListener("abort", onAbort);
  try {
    await using _ = talk((message) => {
      if (message.kind === "preview") newest = message.preview;
      else if (message.kind === "fault") fault = new Fault(message.code, message.message, { details: message.details });
      wake();
    });
    while (!stop.aborted) {
      const shown = newest;
      newest = undefined;
      if (shown) yield shown;
      else if (fault) throw fault;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    stop.removeEventListener("abort", onAbort);
  }
}
