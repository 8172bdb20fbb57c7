import { Worker } from "node:worker_threads";
import type { ComponentId, DeviceId, PointId } from "../domain/plant.ts";
import { blockLength, type SampleBlock } from "../domain/sampleBlock.ts";
import { siblingModule } from "../domain/sibling.ts";
import type { Seconds } from "../domain/units.ts";
import type { AnalysisPlan, FromAnalysis, ToAnalysis } from "./analysisMessages.ts";
import { SampleAccount } from "./sampleAccount.ts";

/** Per device, this much may wait for the analysis; what comes beyond it is counted as lost. */
const longestQueue: Seconds = 2;

export interface AnalysisDeskOptions {
  /** Called for every window, live picture and refused model. */
  readonly receive: (message: FromAnalysis) => void;
  /** The worker died and was replaced. */
  readonly workerLost: (cause: unknown) => void;
  /** Another worker in the tests. */
  readonly worker?: URL;
  readonly longestQueue?: Seconds;
}

/**
 * Hands sample blocks to the analysis worker and keeps the account of every sample. Capture never waits for it:
 * when the queue of a device is full, blocks are dropped and counted. Buffers are transferred, not copied.
 */
export class AnalysisDesk implements AsyncDisposable {
  readonly #options: AnalysisDeskOptions;
  readonly #accounts = new Map<DeviceId, SampleAccount>();
  readonly #lostSince = new Map<DeviceId, number>();
  readonly #models = new Map<ComponentId, Uint8Array>();
  readonly #watched = new Set<PointId>();
  #plan: AnalysisPlan = { points: [] };
  #worker: Worker;
  #closed = false;
  #room = Promise.withResolvers<void>();

  constructor(options: AnalysisDeskOptions) {
    this.#options = options;
    this.#worker = this.#start();
  }

  account(deviceId: DeviceId): SampleAccount {
    let account = this.#accounts.get(deviceId);
    if (account === undefined) {
      account = new SampleAccount();
      this.#accounts.set(deviceId, account);
    }
    return account;
  }

  /** Takes over the buffers of a block; false when it was dropped because the queue is full. */
  offer(block: SampleBlock): boolean {
    const account = this.account(block.deviceId);
    const length = blockLength(block);
    account.arrive(length, block.lostBefore);
    if (!this.#hasRoom(block)) {
      account.drop(length);
      this.#lostSince.set(block.deviceId, (this.#lostSince.get(block.deviceId) ?? 0) + block.lostBefore + length);
      return false;
    }
    const lostBefore = block.lostBefore + (this.#lostSince.get(block.deviceId) ?? 0);
    this.#lostSince.delete(block.deviceId);
    account.submit(length);
    this.#send(
      { type: "block", block: { ...block, lostBefore } },
      block.channels.map((channel) => channel.buffer),
    );
    return true;
  }

  /** For a source that can wait: resolves when the queue of the device has room for the block. */
  async roomFor(block: SampleBlock): Promise<void> {
    while (!this.#closed && !this.#hasRoom(block)) await this.#room.promise;
  }

  setPlan(plan: AnalysisPlan): void {
    this.#plan = plan;
    this.#send({ type: "plan", plan });
  }

  setModel(componentId: ComponentId, artifact: Uint8Array | null): void {
    if (artifact === null) this.#models.delete(componentId);
    else this.#models.set(componentId, artifact);
    this.#send({ type: "model", componentId, artifact });
  }

  watch(pointId: PointId, on: boolean): void {
    if (on) this.#watched.add(pointId);
    else this.#watched.delete(pointId);
    this.#send({ type: "watch", pointId, on });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#room.resolve();
    await this.#worker.terminate();
  }

  #hasRoom(block: SampleBlock): boolean {
    const waiting = this.account(block.deviceId).waiting;
    return (
      waiting === 0 || waiting + blockLength(block) <= (this.#options.longestQueue ?? longestQueue) * block.sampleRate
    );
  }

  #start(): Worker {
    const worker = new Worker(this.#options.worker ?? new URL(siblingModule(import.meta.url, "analysisWorker")));
    worker.on("message", (message: FromAnalysis) => {
      // What a replaced worker still says counts no more: its samples were already counted as lost.
      if (worker === this.#worker) this.#receive(message);
    });
    worker.once("error", (cause) => this.#replace(worker, cause));
    worker.once("exit", (code) => this.#replace(worker, new Error(`analysis worker ended with code ${code}`)));
    return worker;
  }

  /** What the dead worker held is lost and counted; the new one gets the plan, the models and the watched points. */
  #replace(dead: Worker, cause: unknown): void {
    if (this.#closed || dead !== this.#worker) return;
    for (const [deviceId, account] of this.#accounts) {
      const abandoned = account.abandon();
      if (abandoned > 0) this.#lostSince.set(deviceId, (this.#lostSince.get(deviceId) ?? 0) + abandoned);
    }
    this.#worker = this.#start();
    this.setPlan(this.#plan);
    for (const [componentId, artifact] of this.#models) this.#send({ type: "model", componentId, artifact });
    for (const pointId of this.#watched) this.#send({ type: "watch", pointId, on: true });
    this.#makeRoom();
    this.#options.workerLost(cause);
  }

  #receive(message: FromAnalysis): void {
    if (message.type === "finished") {
      this.account(message.deviceId).finish(message.samples);
      this.#makeRoom();
    } else {
      this.#options.receive(message);
    }
  }

  #makeRoom(): void {
    this.#room.resolve();
    this.#room = Promise.withResolvers<void>();
  }

  #send(message: ToAnalysis, transfer: ArrayBuffer[] = []): void {
    if (!this.#closed) this.#worker.postMessage(message, transfer);
  }
}
