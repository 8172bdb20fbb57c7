import type { DevicePreview } from "../domain/devicePreview.ts";
import { asFault } from "../domain/fault.ts";
import { addTroubles, type SourceTroubles } from "../domain/sourceTroubles.ts";
import {
  type DeviceMessage,
  heard,
  leave,
  type MemberMessage,
  type MemberWord,
  type ProcessWord,
  type SentBlock,
} from "./captureMessages.ts";
import { takeSteadyOrigin } from "./steadyNow.ts";

export { steadyNow } from "./steadyNow.ts";

/** The inner side of `captureInProcess` and `askProcess`: what a device process says to the station. */

/** What a station that does not listen may leave waiting; beyond it blocks are thrown away and counted. */
const longestQueueSeconds = 20;

/** What Electron gives a process that the desktop has started; Node's own forks have a channel instead. */
interface ParentPort {
  on(event: "message", listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
}
const { parentPort } = process as { readonly parentPort?: ParentPort | null };

/** What is done once the station has taken a message, in the order of the messages. */
const untaken: (() => void)[] = [];
const hear = (message: unknown) => {
  // What the device has to be told at the end stands in a listener to the end of the process: it serves every other end, too.
  if (message === leave) process.exit();
  if (message === heard) untaken.shift()?.();
  else hearMember(message as MemberWord<never>);
};
let hearMember: (word: MemberWord<never>) => void = () => {};
let lastWordSaid = false;
// A terminal and a service manager signal what the station has started as well. Its default, to die without another word, would leave on
// what the device was told to switch on; the station hears the same signal and ends this process as any other time.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
if (parentPort) {
  // Electron ends such a process with the desktop by itself.
  parentPort.on("message", ({ data }) => hear(data));
} else {
  process.on("message", hear);
  // Without the station nobody needs the device.
  process.once("disconnect", () => process.exit());
}

/** What the process was started for. Asked first of all: it also puts the process on the time line of the station. */
export function processTask<Task>(): Task {
  const { task, origin } = JSON.parse(process.argv[2]!) as ProcessWord<Task>;
  takeSteadyOrigin(origin);
  return task;
}

/** @param taken called once the station has taken the message */
function tell(message: DeviceMessage, taken = () => {}): void {
  if (lastWordSaid) return;
  untaken.push(taken);
  if (parentPort) parentPort.postMessage(message);
  // A station that is gone ends the channel, which ends the process.
  else process.send!(message, undefined, undefined, () => {});
}

/** Ends the process once the station knows why: a message may be lost that its process does not outlive. */
function tellLast(message: DeviceMessage): void {
  tell(message, () => process.exit());
  lastWordSaid = true;
}

export function tellOpen(): void {
  tell({ kind: "open" });
}

/** The blocks of one device on their way to the station. */
class BlockSender {
  #waiting = 0;
  #lost = 0;
  #troubles: SourceTroubles | undefined;
  readonly #tell: typeof tell;

  constructor(how: typeof tell) {
    this.#tell = how;
  }

  /** Never waits for the station: that would make the device overrun. */
  send(block: SentBlock): void {
    const length = block.channels[0]!.length;
    if (this.#waiting + length > longestQueueSeconds * block.sampleRate) {
      this.#lost += block.lostBefore + length;
      if (block.troubles) this.#troubles = addTroubles(this.#troubles, block.troubles);
      return;
    }
    this.#waiting += length;
    // Taken, not sent: what lies in a channel that nobody reads is in this computer's memory, too.
    const counted = this.#troubles ? { troubles: addTroubles(this.#troubles, block.troubles) } : {};
    this.#tell({ kind: "block", block: { ...block, lostBefore: block.lostBefore + this.#lost, ...counted } }, () => {
      this.#waiting -= length;
    });
    this.#lost = 0;
    this.#troubles = undefined;
  }
}

const blocks = new BlockSender(tell);

export function sendBlock(block: SentBlock): void {
  blocks.send(block);
}

export function sendUnusable(finding: string): void {
  tell({ kind: "unusable", finding });
}

/** Counts that no block can carry: none has come for a while, or none will come any more. */
export function sendTroubles(counted: SourceTroubles): void {
  tell({ kind: "troubles", troubles: counted });
}

export function sendPreview(preview: DevicePreview): void {
  tell({ kind: "preview", preview });
}

/** Ends the process with the result it was asked for. */
export function endWith(answer: unknown): void {
  tellLast({ kind: "answer", answer });
}

/** Ends the process with the reason. */
export function failWith(thrown: unknown): void {
  tellLast(faultMessage(thrown));
}

function faultMessage(thrown: unknown): MemberMessage {
  const { code, message, details } = asFault(thrown, "DEVICE_LOST");
  return { kind: "fault", code, message, details };
}

/** @param hearWord told who joins and parts; nobody does before the process has told that it is open */
export function serveMembers<Task>(hearWord: (word: MemberWord<Task>) => void): void {
  hearMember = hearWord;
}

/** How a process that serves several devices speaks for one of them. */
export class MemberVoice {
  readonly #tell: typeof tell;
  readonly #blocks: BlockSender;

  constructor(member: number) {
    this.#tell = (message, taken) => tell({ kind: "member", member, message: message as MemberMessage }, taken);
    this.#blocks = new BlockSender(this.#tell);
  }

  tellOpen(): void {
    this.#tell({ kind: "open" });
  }

  sendBlock(block: SentBlock): void {
    this.#blocks.send(block);
  }

  sendTroubles(counted: SourceTroubles): void {
    this.#tell({ kind: "troubles", troubles: counted });
  }

  sendPreview(preview: DevicePreview): void {
    this.#tell({ kind: "preview", preview });
  }

  endWith(answer: unknown): void {
    this.#tell({ kind: "answer", answer });
  }

  failWith(thrown: unknown): void {
    this.#tell(faultMessage(thrown));
  }
}
