import { Fault } from "../domain/fault.ts";
import type { DeviceSetup } from "../domain/plant.ts";
import { blockLength, type SampleBlock } from "../domain/sampleBlock.ts";
import { addTroubles, type SourceTroubles } from "../domain/sourceTroubles.ts";
import { type Milliseconds, millisecondsPerSecond } from "../domain/units.ts";
import type { DeviceMessage, SentBlock } from "./captureMessages.ts";
import { SilenceTimer } from "./silenceTimer.ts";
import { type DeviceTalk, startDeviceProcess } from "./startDeviceProcess.ts";

export interface TalkCapture {
  readonly setup: DeviceSetup;
  readonly stop: AbortSignal;
  /** How long opening may take, and how long the open device may be silent. */
  readonly openWithin: Milliseconds;
  readonly stallAfter: Milliseconds;
  /** The fault when the open device is silent; `finding` is what the process last said of unusable data. */
  readonly stalled: (finding: string | undefined) => Fault;
  /** Takes what went wrong while no block goes that could tell of it. */
  readonly count?: ((troubles: SourceTroubles) => void) | undefined;
}

export interface ProcessCapture extends TalkCapture {
  /** Address of the program that talks to the device. */
  readonly module: string;
  readonly task: unknown;
  /** How long the process may take to put its device back before it is killed; 0 for devices that keep nothing they were told. */
  readonly leaveWithin?: Milliseconds | undefined;
}

/** A reader that falls behind further than this loses the oldest blocks; they are counted. */
const longestQueueSeconds = 20;

/**
 * Captures in a process of its own, watched from here, and killed at the end or at any trouble.
 * @throws Fault of the process; DEVICE_STALLED; WORKER_LOST when it dies by itself
 */
export async function* captureInProcess(capture: ProcessCapture): AsyncGenerator<SampleBlock, void, undefined> {
  const { module, task, leaveWithin } = capture;
  yield* captureFrom((hear) => startDeviceProcess(module, task, hear, leaveWithin), capture);
}

/** As `captureInProcess`, of whatever delivers in this talk; it is parted from at the end or at any trouble. */
export async function* captureFrom(
  talk: DeviceTalk,
  { setup, stop, openWithin, stallAfter, stalled, count }: TalkCapture,
): AsyncGenerator<SampleBlock, void, undefined> {
  if (stop.aborted) return;
  const queue: SampleBlock[] = [];
  let sequence = 0;
  let finding: string | undefined;
  let fault: Fault | undefined;
  let wake = () => {};
  const fail = (reason: Fault) => {
    fault ??= reason;
    wake();
  };
  // At a few samples a second a block takes its time.
  const slow = (3 * millisecondsPerSecond) / setup.sampleRate;
  const silent = () => fail(isOpen ? stalled(finding) : notOpened(setup, openWithin));
  let isOpen = false;
  using silence = new SilenceTimer(openWithin, silent);
  const expectBlock = () => {
    isOpen = true;
    silence.expect(Math.max(stallAfter, slow));
  };
  const take = (block: SentBlock) => {
    expectBlock();
    finding = undefined;
    // What comes from another process lies in the message's own buffer, all channels in one.
    const channels = block.channels.map((samples) => samples.slice());
    queue.push({ ...block, channels, deviceId: setup.id, sequence: 0 });
    const held = queue.reduce((sum, waiting) => sum + blockLength(waiting), 0);
    if (queue.length > 1 && held > longestQueueSeconds * block.sampleRate) dropOldest(queue);
    wake();
  };
  const onAbort = () => wake();
  stop.addEventListener("abort", onAbort);
  try {
    const hear = (message: DeviceMessage) => {
      if (message.kind === "block") take(message.block);
      else if (message.kind === "open") expectBlock();
      else if (message.kind === "troubles") count?.(message.troubles);
      else if (message.kind === "unusable") finding = message.finding;
      else if (message.kind === "fault") fail(new Fault(message.code, message.message, { details: message.details }));
    };
    await using _ = talk(hear);
    while (!stop.aborted) {
      const block = queue.shift();
      if (block) yield { ...block, sequence: sequence++ };
      else if (fault) throw fault;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    stop.removeEventListener("abort", onAbort);
  }
}

function notOpened({ name, address }: DeviceSetup, limit: Milliseconds): Fault {
  const seconds = limit / millisecondsPerSecond;
  const message = `${name} (${address}) could not be opened within ${seconds} s. Check its cable and its power, then plug it in again.`;
  return new Fault("DEVICE_STALLED", message, { details: { address, seconds } });
}

/** The first block goes, the next one tells how much that was. */
function dropOldest(queue: SampleBlock[]): void {
  const gone = queue.shift()!;
  const next = queue.shift()!;
  const lostBefore = next.lostBefore + gone.lostBefore + blockLength(gone);
  const troubles = gone.troubles ? { troubles: addTroubles(gone.troubles, next.troubles) } : {};
  queue.unshift({ ...next, lostBefore, ...troubles });
}
