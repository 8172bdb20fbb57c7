import { setTimeout as sleep } from "node:timers/promises";
import { daqmxErrors, type NiDaqmx } from "../../../native/nidaqmx.ts";
import { Fault } from "../../domain/fault.ts";
import type { Milliseconds, Seconds } from "../../domain/units.ts";
import type { SentBlock } from "../captureMessages.ts";
import { steadyNow } from "../deviceProcess.ts";
import { ScanBlocks } from "../scanBlocks.ts";
import type { NiDaqCapture } from "./nidaqTask.ts";
import type { OpenTask } from "./openTask.ts";

/** Between two looks at what has come; the library's buffer holds many times as much. */
const lookEvery: Milliseconds = 20;
const mostAtOnce: Seconds = 0.1;

/**
 * Captures until the process ends or the device fails. It reads only what is there: no call waits, and every arrival is seen
 * within a fiftieth of a second.
 * @throws Fault DEVICE_LOST
 */
export async function captureTask(
  library: NiDaqmx,
  { task }: OpenTask,
  { address, channelCount, sampleRate }: NiDaqCapture,
  send: (block: SentBlock) => void,
): Promise<never> {
  const blocks = new ScanBlocks(channelCount, sampleRate);
  const target = new Float64Array(Math.max(1, Math.ceil(mostAtOnce * sampleRate)) * channelCount);
  const start = () => {
    const code = library.start(task);
    if (code < 0) throw lost(library, address, code);
  };
  start();
  while (true) {
    const { code, scans } = library.read(task, target, channelCount);
    const now = steadyNow();
    if (daqmxErrors.overruns.includes(code)) {
      // The acquisition has ended; how long the pause is shows when it goes on.
      for (const block of blocks.lose("unknown", { overrun: 1 }, now)) send(block);
      library.stop(task);
      start();
    } else if (code < 0) {
      throw lost(library, address, code);
    }
    for (const block of blocks.add(target, scans, now)) send(block);
    // A full target means that more is there.
    if (scans * channelCount < target.length) await sleep(lookEvery);
  }
}

function lost(library: NiDaqmx, address: string, code: number): Fault {
  const reason = library.errorText(code);
  const message = `The NI device ${address} is gone (${reason}). Check its cable and its power.`;
  return new Fault("DEVICE_LOST", message, { details: { address, reason, number: code } });
}
