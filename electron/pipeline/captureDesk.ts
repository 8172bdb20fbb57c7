import { setImmediate as nextTurn } from "node:timers/promises";
import type { CaptureReport } from "../devices/captureReport.ts";
import type { Driver } from "../devices/driver.ts";
import { keepCapturing } from "../devices/keepCapturing.ts";
import type { Fault } from "../domain/fault.ts";
import type { DeviceId, DeviceSetup, Point } from "../domain/plant.ts";
import type { SampleBlock } from "../domain/sampleBlock.ts";
import type { Seconds, UtcMilliseconds } from "../domain/units.ts";
import type { AnalysisDesk } from "./analysisDesk.ts";
import { EvidenceRing } from "./evidenceRing.ts";
import { rawSeconds, readingMargin } from "./rawMemory.ts";
import type { CaptureGap } from "./sinks.ts";

export interface CaptureState {
  readonly condition: "starting" | "running" | "waiting" | "ended";
  readonly since: UtcMilliseconds;
  readonly message?: string | undefined;
}

export interface ChannelLevel {
  readonly rms: number;
  readonly peak: number;
}
export type LevelListener = (time: UtcMilliseconds, channels: readonly ChannelLevel[]) => void;
/** Gets every block while its samples are still there: whoever keeps some copies them before it returns. */
export type BlockListener = (block: SampleBlock) => void;

interface Capture {
  readonly setup: DeviceSetup;
  /** What the capture depends on: when it changes, the capture begins anew. */
  readonly signature: string;
  readonly ring: EvidenceRing;
  readonly stop: AbortController;
  state: CaptureState;
  done: Promise<void>;
}

export interface CaptureDeskOptions {
  readonly driverOf: (kind: string) => Driver;
  readonly analysis: AnalysisDesk;
  readonly now: () => UtcMilliseconds;
  /** The station's time at a moment of the steady clock; see `keepCapturing`. */
  readonly utcOf?: ((steady: UtcMilliseconds) => UtcMilliseconds) | undefined;
  readonly gap: (gap: CaptureGap) => void;
  /** Gets every block of every device while its samples are still there. */
  readonly watch: BlockListener;
  /** A source refused one thing (a file of a folder) and goes on. */
  readonly refused: (fault: Fault) => void;
  /** A device changed its condition; `ended` included. */
  readonly changed: (deviceId: DeviceId) => void;
}

/** Captures from every device in use, keeps the last seconds of raw signal, and hands the blocks to the analysis. */
export class CaptureDesk implements AsyncDisposable {
  readonly #options: CaptureDeskOptions;
  readonly #captures = new Map<DeviceId, Capture>();
  readonly #listeners = new Map<DeviceId, Set<LevelListener>>();
  readonly #taps = new Map<DeviceId, Set<BlockListener>>();
  /** What recordings want of the past, and how long the rings are for it. */
  #preTrigger: Seconds = 0;
  #ringSeconds: Seconds = rawSeconds([], 0);
  #channelsOf: ReadonlyMap<DeviceId, readonly number[]> = new Map();

  constructor(options: CaptureDeskOptions) {
    this.#options = options;
  }

  /**
   * Starts what is new, stops what is gone, reopens what was set up differently; the others run on undisturbed.
   * A source that waits for its reader has nothing to say without points, and says all of it again when they change.
   */
  async setDevices(setups: readonly DeviceSetup[], points: readonly Point[]): Promise<void> {
    const wanted = new Map<DeviceId, { setup: DeviceSetup; signature: string }>();
    const byDevice = Map.groupBy(points, ({ deviceId }) => deviceId);
    for (const setup of setups) {
      const ofDevice = byDevice.get(setup.id) ?? [];
      const waits = this.waitsForReader(setup);
      if (waits && ofDevice.length === 0) continue;
      wanted.set(setup.id, { setup, signature: JSON.stringify(waits ? [setup, ofDevice] : setup) });
    }
    const leaving = [...this.#captures.values()].filter(
      ({ setup, signature }) => wanted.get(setup.id)?.signature !== signature,
    );
    for (const { setup } of leaving) this.#captures.delete(setup.id);
    await Promise.all(leaving.map(end));
    for (const { setup, signature } of wanted.values()) {
      if (!this.#captures.has(setup.id)) this.#start(setup, signature);
    }
    this.#channelsOf = new Map([...byDevice].map(([id, of]) => [id, [...new Set(of.map(({ channel }) => channel))]]));
    this.#shareMemory();
  }

  /** Keeps as much raw signal of every channel for recordings as memory allows. */
  keepForRecordings(preTrigger: Seconds): void {
    this.#preTrigger = preTrigger;
    this.#shareMemory();
  }

  /** How far back a recording can begin at this moment. */
  get preTrigger(): Seconds {
    return Math.min(this.#preTrigger, this.#ringSeconds - readingMargin);
  }

  state(deviceId: DeviceId): CaptureState | undefined {
    return this.#captures.get(deviceId)?.state;
  }

  ring(deviceId: DeviceId): EvidenceRing | undefined {
    return this.#captures.get(deviceId)?.ring;
  }

  /** Levels of every block of a device, for as long as the returned function is not called. */
  listen(deviceId: DeviceId, listener: LevelListener): () => void {
    const listeners = this.#listeners.get(deviceId) ?? new Set();
    this.#listeners.set(deviceId, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Every block of a device, for as long as the returned function is not called. */
  tap(deviceId: DeviceId, listener: BlockListener): () => void {
    const taps = this.#taps.get(deviceId) ?? new Set();
    this.#taps.set(deviceId, taps.add(listener));
    return () => taps.delete(listener);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const captures = [...this.#captures.values()];
    this.#captures.clear();
    await Promise.all(captures.map(end));
  }

  /** The source has no clock of its own. A driver of an unknown kind counts as live: its capture tells what is wrong. */
  waitsForReader(setup: DeviceSetup): boolean {
    try {
      return !this.#options.driverOf(setup.driver).isLive(setup);
    } catch {
      return false;
    }
  }

  #shareMemory(): void {
    const captures = [...this.#captures.values()];
    const channels = (id: DeviceId) => this.#channelsOf.get(id) ?? [];
    const rates = captures.flatMap(({ setup }) => channels(setup.id).map(() => setup.sampleRate));
    this.#ringSeconds = rawSeconds(rates, this.#preTrigger);
    for (const { setup, ring } of captures) {
      ring.resize(this.#ringSeconds);
      ring.keep(channels(setup.id));
    }
  }

  #start(setup: DeviceSetup, signature: string): void {
    const capture: Capture = {
      setup,
      signature,
      ring: new EvidenceRing(setup.sampleRate, this.#ringSeconds),
      stop: new AbortController(),
      state: { condition: "starting", since: this.#options.now() },
      done: Promise.resolve(),
    };
    this.#captures.set(setup.id, capture);
    capture.done = this.#run(capture).catch((thrown: unknown) => {
      // A driver of an unknown kind: the plant was set up by another version.
      this.#change(capture, "ended", thrown instanceof Error ? thrown.message : String(thrown));
    });
  }

  async #run(capture: Capture): Promise<void> {
    const { setup, stop } = capture;
    const driver = this.#options.driverOf(setup.driver);
    const live = driver.isLive(setup);
    const report = (told: CaptureReport) => this.#report(capture, told);
    const { now, analysis, utcOf } = this.#options;
    const missing = driver.inPieces ? "not measured" : "lost";
    stop.signal.addEventListener("abort", () => analysis.relieve(), { once: true });
    for await (const block of keepCapturing(driver, setup, {
      stop: stop.signal,
      report,
      now,
      ...(utcOf && { utcOf }),
    })) {
      if (!live) await analysis.roomFor(block, stop.signal);
      if (stop.signal.aborted) return;
      this.#pass(capture, block, missing);
      // A source without a clock of its own must not keep the rest of the station waiting.
      if (!live) await nextTurn();
    }
  }

  #pass(capture: Capture, block: SampleBlock, missing: "lost" | "not measured"): void {
    capture.ring.push(block);
    const listeners = this.#listeners.get(capture.setup.id);
    if (listeners !== undefined && listeners.size > 0) {
      const levels = block.channels.map(levelOf);
      for (const listener of listeners) listener(block.time, levels);
    }
    this.#options.watch(block);
    for (const tap of this.#taps.get(capture.setup.id) ?? []) tap(block);
    this.#options.analysis.offer(block, missing);
  }

  #report(capture: Capture, told: CaptureReport): void {
    if (told.kind === "condition") {
      this.#change(capture, told.condition, told.fault?.message);
      if (told.condition === "running" && told.fault) this.#options.refused(told.fault);
    } else if (told.kind === "troubles") {
      const { id, channelCount } = capture.setup;
      this.#options.analysis.count(id, channelCount, told.troubles);
    } else {
      const { from, to, lostSamples, reason } = told;
      this.#options.gap({ deviceId: capture.setup.id, from, to, lostSamples, reason });
    }
  }

  #change(capture: Capture, condition: CaptureState["condition"], message: string | undefined): void {
    capture.state = { condition, since: this.#options.now(), message };
    this.#options.changed(capture.setup.id);
  }
}

async function end(capture: Capture): Promise<void> {
  capture.stop.abort();
  await capture.done;
}

function levelOf(samples: Float32Array): ChannelLevel {
  let sumOfSquares = 0;
  let peak = 0;
  for (const sample of samples) {
    sumOfSquares += sample * sample;
    peak = Math.max(peak, Math.abs(sample));
  }
  return { rms: Math.sqrt(sumOfSquares / samples.length), peak };
}
