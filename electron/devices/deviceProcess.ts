import { asFault } from "../domain/fault.ts";
import type { DeviceMessage, SentBlock } from "./captureMessages.ts";

/** The inner side of `captureInProcess` and `askProcess`: what a device process says to the station. */

/** What a station that does not listen may leave waiting; beyond it blocks are thrown away and counted. */
const longestQueueSeconds = 20;

// Without the station nobody needs the device.
process.once("disconnect", () => process.exit());

/** UTC by a clock that nobody sets back while the process runs. */
export const steadyNow = () => performance.timeOrigin + performance.now();

/** What the process was started for. */
export function processTask<Task>(): Task {
  return JSON.parse(process.argv[2]!) as Task;
}

function tell(message: DeviceMessage, then?: () => void): void {
  process.send!(message, undefined, undefined, then);
}

export function tellOpen(): void {
  tell({ kind: "open" });
}

let waiting = 0;
let lost = 0;

/** Never waits for the station: that would make the device overrun. */
export function sendBlock(block: SentBlock): void {
  const length = block.channels[0]!.length;
  if (waiting + length > longestQueueSeconds * block.sampleRate) {
    lost += block.lostBefore + length;
    return;
  }
  waiting += length;
  tell({ kind: "block", block: { ...block, lostBefore: block.lostBefore + lost } }, () => {
    waiting -= length;
  });
  lost = 0;
}

export function sendUnusable(finding: string): void {
  tell({ kind: "unusable", finding });
}

/** Ends the process with the result it was asked for. */
export function endWith(answer: unknown): void {
  tell({ kind: "answer", answer }, () => process.exit());
}

/** Ends the process with the reason. */
export function failWith(thrown: unknown): void {
  const { code, message, details } = asFault(thrown, "DEVICE_LOST");
  tell({ kind: "fault", code, message, details }, () => process.exit());
}
