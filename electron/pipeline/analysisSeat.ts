import { Worker } from "node:worker_threads";
import type { DeviceId } from "../domain/plant.ts";
import type { SampleBlock } from "../domain/sampleBlock.ts";
import { blockLength } from "../domain/sampleBlock.ts";
import type { Milliseconds, Seconds } from "../domain/units.ts";
import type { BlockPart, FromAnalysis, ToAnalysis } from "./analysisMessages.ts";
import type { Stretch } from "./channelAccount.ts";
import { decideRestart } from "./restartPolicy.ts";

export interface AnalysisSeatOptions {
  readonly worker: URL;
  /** Per device, this much may wait; what comes beyond it is lost here. */
  readonly longestQueue: Seconds;
  /** What a worker has to know before the first samples. */
  readonly briefing: () => readonly ToAnalysis[];
  readonly receive: (message: Exclude<FromAnalysis, { readonly type: "finished" }>) => void;
  /** There may be room again. */
  readonly relieved: () => void;
  /** The worker died. `wait` until the next one starts: 0 is at once, more when they die again and again. */
  readonly died: (cause: unknown, wait: Milliseconds) => void;
}

interface Queue {
  /** Samples per channel in `parts`. */
  waiting: number;
  readonly parts: { readonly samples: number; readonly stretches: readonly Stretch[] }[];
  /** What was lost here since the last part that was taken. */
  lostSince: number;
}

/** One place in the analysis: its worker, what waits for it, and its successors when it dies. */
export class AnalysisSeat implements AsyncDisposable {
  readonly #options: AnalysisSeatOptions;
  readonly #queues = new Map<DeviceId, Queue>();
  #worker: Worker | undefined;
  #startedAt = 0;
  #deaths = 0;
  #restart: NodeJS.Timeout | undefined;
  #closed = false;

  /** The worker starts with the first `start()`. */
  constructor(options: AnalysisSeatOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#closed || this.#worker !== undefined || this.#restart !== undefined) return;
    const worker = new Worker(this.#options.worker);
    this.#worker = worker;
    this.#startedAt = performance.now();
    worker.on("message", (messages: readonly FromAnalysis[]) => {
      // What a replaced worker still says counts no more: its samples were already counted as lost.
      for (const message of messages) if (worker === this.#worker) this.#receive(message);
    });
    worker.once("error", (cause) => this.#replace(worker, cause));
    worker.once("exit", (code) => this.#replace(worker, new Error(`analysis worker ended with code ${code}`)));
    for (const message of this.#options.briefing()) worker.postMessage(message);
  }

  /** Nothing is said to a worker that is not there: its successor is briefed. */
  send(message: ToAnalysis): void {
    this.#worker?.postMessage(message);
  }

  /** One block may wait whatever its length, or a device of long blocks would never be heard. */
  hasRoom(block: SampleBlock): boolean {
    if (this.#worker === undefined) return false;
    const { waiting } = this.#queue(block.deviceId);
    return waiting === 0 || waiting + blockLength(block) <= this.#options.longestQueue * block.sampleRate;
  }

  /** Only when there is room. The stretches are settled when the worker has reported the part, or died. */
  take(part: BlockPart, transfer: readonly ArrayBuffer[], stretches: readonly Stretch[]): void {
    const queue = this.#queue(part.deviceId);
    const samples = part.samples[0]!.length;
    const lostBefore = part.lostBefore + queue.lostSince;
    queue.lostSince = 0;
    queue.waiting += samples;
    queue.parts.push({ samples, stretches });
    this.#worker?.postMessage({ type: "block", part: { ...part, lostBefore } } satisfies ToAnalysis, [...transfer]);
  }

  /** There is no room: the block is lost here. The next one will tell. */
  drop(block: SampleBlock, stretches: readonly Stretch[]): void {
    this.#queue(block.deviceId).lostSince += block.lostBefore + blockLength(block);
    for (const stretch of stretches) stretch.settle(true);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#restart);
    await this.#worker?.terminate();
  }

  #receive(message: FromAnalysis): void {
    if (message.type !== "finished") {
      this.#options.receive(message);
      return;
    }
    const queue = this.#queue(message.deviceId);
    const part = queue.parts.shift();
    if (part === undefined) return;
    queue.waiting -= part.samples;
    for (const stretch of part.stretches) stretch.settle(false);
    this.#options.relieved();
  }

  /** What the dead worker held is lost and counted; the neighbours at other seats never hear of it. */
  #replace(dead: Worker, cause: unknown): void {
    if (this.#closed || dead !== this.#worker) return;
    this.#worker = undefined;
    for (const queue of this.#queues.values()) {
      for (const { stretches } of queue.parts.splice(0)) for (const stretch of stretches) stretch.settle(true);
      queue.lostSince += queue.waiting;
      queue.waiting = 0;
    }
    const { deaths, wait } = decideRestart(this.#deaths, performance.now() - this.#startedAt);
    this.#deaths = deaths;
    if (wait === 0) this.start();
    else {
      this.#restart = setTimeout(() => {
        this.#restart = undefined;
        this.start();
        this.#options.relieved();
      }, wait);
    }
    this.#options.relieved();
    this.#options.died(cause, wait);
  }

  #queue(deviceId: DeviceId): Queue {
    let queue = this.#queues.get(deviceId);
    if (queue === undefined) {
      queue = { waiting: 0, parts: [], lostSince: 0 };
      this.#queues.set(deviceId, queue);
    }
    return queue;
  }
}
