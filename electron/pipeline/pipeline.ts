import type { AlertSettings } from "../alerts/alertSettings.ts";
import type { AlertEvent } from "../alerts/step.ts";
import type { Driver } from "../devices/driver.ts";
import type { Alert, HealthySpectrum } from "../domain/alert.ts";
import type { Health } from "../domain/assessment.ts";
import type { OperatingTag } from "../domain/operatingTag.ts";
import type {
  Component,
  ComponentId,
  DeviceId,
  DeviceSetup,
  MachineId,
  Plant,
  Point,
  PointId,
} from "../domain/plant.ts";
import type { ClockDrift } from "../domain/sampleBlock.ts";
import type { SensorFinding } from "../domain/sensorFinding.ts";
import { type Milliseconds, millisecondsPerSecond, type Seconds, type UtcMilliseconds } from "../domain/units.ts";
import { AlertDesk } from "./alertDesk.ts";
import { AnalysisDesk } from "./analysisDesk.ts";
import { pointFault, workerLoopFault } from "./analysisFaults.ts";
import type { AnalysisReport, LivePicture, WindowResult } from "./analysisMessages.ts";
import { type BlockListener, CaptureDesk, type CaptureState, type LevelListener } from "./captureDesk.ts";
import { ComponentMemory } from "./componentMemory.ts";
import type { ChannelLosses } from "./deviceAccount.ts";
import { EvidenceDesk, type ModelFacts } from "./evidenceDesk.ts";
import type { EvidenceRing } from "./evidenceRing.ts";
import { worstValue } from "./evidenceValues.ts";
import { HealthDesk } from "./healthDesk.ts";
import { SensorDesk } from "./sensorDesk.ts";
import type { PipelineSinks } from "./sinks.ts";

export interface PipelineOptions {
  readonly driverOf: (kind: string) => Driver;
  readonly sinks: PipelineSinks;
  readonly now: () => UtcMilliseconds;
  /** The same time at a moment of the steady clock by which live sources stamp; unless given, that clock itself. */
  readonly utcOf?: (steady: UtcMilliseconds) => UtcMilliseconds;
  /** 0…1 while the component learns. */
  readonly learning: (componentId: ComponentId) => number | undefined;
  /** A state, a device or the health of a component changed. */
  readonly changed: () => void;
  readonly alertSettings?: AlertSettings;
  /** Analysis workers; by default as the machine has cores for. */
  readonly workers?: number;
  /** Another program for them in the tests. */
  readonly worker?: URL;
}

/** Condition and account of one device. */
export interface DeviceAccount extends CaptureState {
  readonly deviceId: DeviceId;
  readonly received: number;
  readonly analysed: number;
  readonly lostInDevice: number;
  readonly lostInQueue: number;
  readonly channels: readonly ChannelLosses[];
  readonly clock?: ClockDrift | undefined;
}

type WindowListener = (window: WindowResult) => void;
const tickEvery = 1000;
const accountEvery: Milliseconds = 60_000;

/** Runs the chain: devices ▸ analysis ▸ scores ▸ alerts ▸ sinks. It knows no store and no page. */
export class Pipeline implements AsyncDisposable {
  readonly #options: PipelineOptions;
  readonly #analysis: AnalysisDesk;
  readonly #captures: CaptureDesk;
  readonly #alerts: AlertDesk;
  readonly #evidence: EvidenceDesk;
  readonly #healthDesk: HealthDesk;
  readonly #sensors: SensorDesk;
  readonly #memories = new Map<ComponentId, ComponentMemory>();
  readonly #models = new Map<ComponentId, ModelFacts>();
  readonly #tags = new Map<MachineId, OperatingTag>();
  readonly #refused = new Map<ComponentId, string>();
  readonly #windowListeners = new Set<WindowListener>();
  readonly #liveListeners = new Map<PointId, Set<(picture: LivePicture) => void>>();
  readonly #ticker: NodeJS.Timeout;
  #accountedAt: UtcMilliseconds;
  #plant: Plant = { site: { id: "", name: "" }, machines: [], components: [], points: [], devices: [] };
  #applying: Promise<void> = Promise.resolve();
  #components: ReadonlyMap<ComponentId, Component> = new Map();
  #points: ReadonlyMap<ComponentId, readonly Point[]> = new Map();

  constructor(options: PipelineOptions) {
    this.#options = options;
    const { sinks, now, driverOf } = options;
    this.#analysis = new AnalysisDesk({
      receive: (message) => this.#guarded(() => this.#receive(message)),
      workerLost: (cause, componentIds, wait) => {
        const components = componentIds.flatMap((id) => this.#components.get(id) ?? []);
        if (wait > 0) sinks.trouble(workerLoopFault(components, cause));
        options.changed();
      },
      workers: options.workers,
      ...(options.worker && { worker: options.worker }),
    });
    this.#sensors = new SensorDesk((pointId) => this.healthySpectrum(pointId));
    this.#captures = new CaptureDesk({
      driverOf,
      analysis: this.#analysis,
      now,
      utcOf: options.utcOf,
      gap: (gap) => sinks.gap(gap),
      refused: (fault) => sinks.trouble(fault),
      watch: (block) => this.#guarded(() => this.#sensors.takeBlock(block)),
      changed: () => options.changed(),
    });
    this.#evidence = new EvidenceDesk({
      sinks,
      ring: (deviceId) => this.#captures.ring(deviceId),
      memory: (componentId) => this.#memory(componentId),
      frozen: (alertId, deviation) => deviation && this.#alerts.explain(alertId, deviation),
    });
    this.#alerts = new AlertDesk({
      sinks,
      modelVersion: (componentId) => this.#models.get(componentId)?.version ?? 0,
      onWindows: (componentId) => this.#models.get(componentId)?.onWindows,
      windowSeconds: (componentId) => this.#memories.get(componentId)?.windowSeconds ?? 1,
      worstValue: (componentId) => {
        const learned = this.#models.get(componentId)?.values ?? [];
        return worstValue(learned, this.#memories.get(componentId)?.values ?? null)?.deviation;
      },
      raised: (alert) => {
        const { componentId } = alert;
        this.#evidence.open(alert, this.#pointsOf(componentId), this.#models.get(componentId), now());
      },
      ...(options.alertSettings && { settings: options.alertSettings }),
    });
    this.#healthDesk = new HealthDesk();
    this.#accountedAt = now();
    this.#ticker = setInterval(() => this.#tick(), tickEvery);
  }

  /** Takes a changed plant: what did not change in it goes on undisturbed. */
  async setPlant(plant: Plant): Promise<void> {
    this.#plant = plant;
    this.#components = new Map(plant.components.map((component) => [component.id, component]));
    this.#points = Map.groupBy(plant.points, ({ componentId }) => componentId);
    this.#alerts.setComponents(plant.components, this.#options.now());
    this.#sensors.setPlant(plant);
    for (const id of this.#memories.keys()) if (!this.#components.has(id)) this.#forget(id);
    const paced = plant.devices.filter((setup) => !this.#captures.waitsForReader(setup));
    this.#analysis.setPoints(plant.points, new Set(paced.map(({ id }) => id)));
    for (const { id, machineId } of plant.components)
      this.#analysis.setOperatingTag(id, this.#tags.get(machineId) ?? null);
    // One after the other, each with the newest plant: two changes at once must not start a device that is gone.
    this.#applying = this.#applying.then(() => this.#captures.setDevices(this.#plant.devices, this.#plant.points));
    await this.#applying;
    this.#assess();
  }

  /** Puts an artifact into service, or with null takes the model out of service. */
  setModel(
    componentId: ComponentId,
    model: { readonly artifact: Uint8Array; readonly facts: ModelFacts } | null,
  ): void {
    this.#refused.delete(componentId);
    if (model === null) this.#models.delete(componentId);
    else this.#models.set(componentId, model.facts);
    this.#memories.get(componentId)?.forgetReason();
    this.#analysis.setModel(componentId, model?.artifact ?? null);
    this.#assess();
  }

  /** The model of this component cannot be read: it is not scored until another one is put into service. */
  refuseModel(componentId: ComponentId, message: string): void {
    this.#models.delete(componentId);
    this.#refused.set(componentId, message);
    this.#assess();
  }

  /** How a machine runs from now on, as its people know it; null: they do not say. */
  setOperatingTag(machineId: MachineId, tag: OperatingTag | null): void {
    if (tag === null) this.#tags.delete(machineId);
    else this.#tags.set(machineId, tag);
    for (const component of this.#plant.components) {
      if (component.machineId === machineId) this.#analysis.setOperatingTag(component.id, tag);
    }
  }

  /**
   * While on, some windows of this component come to the listeners with their raw samples: every third one of the first minute,
   * then every tenth, beginning with the next.
   */
  collectExcerpts(componentId: ComponentId, on: boolean): void {
    this.#analysis.collectExcerpts(componentId, on);
  }

  resumeAlert(alert: Alert): void {
    this.#alerts.resume(alert);
    this.#assess();
  }

  /** @throws Fault CONFLICT when the state of the alert does not allow it */
  actOnAlert(alertId: string, event: Extract<AlertEvent, { kind: "acknowledge" | "shelve" | "unshelve" }>): void {
    this.#alerts.act(alertId, event);
    this.#assess();
  }

  setOutOfService(componentId: ComponentId, on: boolean, by: string): void {
    this.#alerts.setOutOfService(componentId, on, by, this.#options.now());
    this.#assess();
  }

  health(): readonly Health[] {
    return this.#plant.components.flatMap(({ id }) => this.#healthDesk.of(id) ?? []);
  }

  deviceStatus(deviceId: DeviceId): DeviceAccount | undefined {
    const state = this.#captures.state(deviceId);
    if (state === undefined) return undefined;
    const { received, analysed, lostInDevice, lostInQueue } = this.#analysis.account(deviceId);
    const losses = this.#analysis.losses(deviceId);
    return { deviceId, ...state, received, analysed, lostInDevice, lostInQueue, ...losses };
  }

  /** What is wrong with sensors at this moment. */
  sensorFindings(): readonly SensorFinding[] {
    return this.#sensors.findings();
  }

  modelFacts(componentId: ComponentId): ModelFacts | undefined {
    return this.#models.get(componentId);
  }

  modelCount(): number {
    return this.#models.size;
  }

  /** Components whose model could not be read. */
  unreadable(): readonly ComponentId[] {
    return [...this.#refused.keys()];
  }

  healthySpectrum(pointId: PointId): HealthySpectrum | undefined {
    const point = this.#plant.points.find(({ id }) => id === pointId);
    return point && this.#models.get(point.componentId)?.healthy[pointId];
  }

  /** Features of the last window of a component, by the recipe of its model, all points after one another. */
  lastValues(componentId: ComponentId): Float32Array | undefined {
    return this.#memories.get(componentId)?.values ?? undefined;
  }

  onWindow(listener: WindowListener): () => void {
    this.#windowListeners.add(listener);
    return () => this.#windowListeners.delete(listener);
  }

  listenToLevels(deviceId: DeviceId, listener: LevelListener): () => void {
    return this.#captures.listen(deviceId, listener);
  }

  /** Every block of a device as it comes, before it is analysed. */
  tapBlocks(deviceId: DeviceId, listener: BlockListener): () => void {
    return this.#captures.tap(deviceId, listener);
  }

  /** The last seconds of raw signal of a device; undefined while it is not captured from. */
  rawSignal(deviceId: DeviceId): EvidenceRing | undefined {
    return this.#captures.ring(deviceId);
  }

  /** A source without a clock of its own is read as fast as it can be analysed. */
  waitsForReader(setup: DeviceSetup): boolean {
    return this.#captures.waitsForReader(setup);
  }

  /** Keeps so much raw signal for recordings that begin in the past, as far as memory allows. */
  keepForRecordings(preTrigger: Seconds): void {
    this.#captures.keepForRecordings(preTrigger);
  }

  /** How far back a recording can begin at this moment. */
  preTrigger(): Seconds {
    return this.#captures.preTrigger;
  }

  /** Live pictures of a point; they are drawn only while somebody watches. */
  watchLive(pointId: PointId, listener: (picture: LivePicture) => void): () => void {
    const listeners = this.#liveListeners.get(pointId) ?? new Set();
    this.#liveListeners.set(pointId, listeners.add(listener));
    if (listeners.size === 1) this.#analysis.watch(pointId, true);
    return () => {
      if (listeners.delete(listener) && listeners.size === 0) this.#analysis.watch(pointId, false);
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#ticker);
    // While the rings still hold the samples.
    this.#guarded(() => this.#evidence.close());
    await this.#captures[Symbol.asyncDispose]();
    this.#guarded(() => this.#tellAccounts(this.#options.now()));
    await this.#analysis[Symbol.asyncDispose]();
  }

  /** A full disk must not end the listening: it is told, and the next window tries again. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (thrown) {
      this.#options.sinks.trouble(thrown);
    }
  }

  #receive(message: AnalysisReport): void {
    if (message.type === "window") this.#takeWindow(message.window);
    else if (message.type === "live") {
      for (const listener of this.#liveListeners.get(message.picture.pointId) ?? []) listener(message.picture);
    } else if (message.type === "modelRefused") {
      this.refuseModel(message.componentId, message.message);
      this.#options.sinks.modelRefused(message.componentId, message.message);
    } else {
      const point = this.#plant.points.find(({ id }) => id === message.pointId);
      const component = point && this.#components.get(point.componentId);
      if (point !== undefined) this.#options.sinks.trouble(pointFault(point, component, message.message));
    }
  }

  #takeWindow(window: WindowResult): void {
    const { componentId, time, duration, score, values, recipe } = window;
    // A last window of a component that was just removed.
    if (!this.#components.has(componentId)) return;
    const { sinks, now } = this.#options;
    const end = time + duration * millisecondsPerSecond;
    this.#memory(componentId).remember(window, now());
    if (values !== null) sinks.window({ componentId, recipe, time, duration, values });
    const ofSensor = this.#sensors.takeWindow(window);
    if (ofSensor || score === undefined || score.notJudged !== undefined) {
      // No trend of it either: next to the threshold it would be read as an exceedance, or as well.
      this.#alerts.notJudged(componentId, end, score?.notJudged);
    } else {
      sinks.score(componentId, end, score.value);
      // A component that learns anew is known to differ from its old model: it is not to alarm meanwhile.
      if (this.#options.learning(componentId) === undefined) {
        this.#alerts.score(componentId, end, score.value, score.threshold);
      }
    }
    this.#evidence.settle(componentId, end);
    for (const listener of this.#windowListeners) listener(window);
    this.#assessOne(componentId);
  }

  #tick(): void {
    const now = this.#options.now();
    if (now - this.#accountedAt >= accountEvery) this.#guarded(() => this.#tellAccounts(now));
    // Each by itself: trouble with one must not keep the others waiting.
    this.#guarded(() => this.#sensors.tick());
    this.#guarded(() => this.#alerts.tick(now));
    this.#guarded(() => this.#evidence.tick(now));
    this.#guarded(() => this.#assess());
  }

  /** What was counted since it was last told. */
  #tellAccounts(time: UtcMilliseconds): void {
    this.#accountedAt = time;
    const { sinks } = this.#options;
    for (const { deviceId, news, clock } of this.#analysis.takeNews()) {
      for (const each of news) sinks.channelTrouble({ deviceId, time, ...each });
      if (clock !== undefined) sinks.clock(deviceId, time, clock);
    }
  }

  #assess(): void {
    for (const { id } of this.#plant.components) this.#assessOne(id);
  }

  #assessOne(componentId: ComponentId): void {
    const changed = this.#healthDesk.assess(componentId, {
      now: this.#options.now(),
      outOfService: this.#components.get(componentId)?.outOfService === true,
      alert: this.#alerts.state(componentId),
      learning: this.#options.learning(componentId),
      hasModel: this.#models.has(componentId),
      modelRefused: this.#refused.has(componentId),
      memory: this.#memory(componentId),
      sensorTrouble: this.#sensors.isTroubled(componentId),
      devices: this.#pointsOf(componentId).map(({ deviceId }) => this.#captures.state(deviceId)),
    });
    if (changed) this.#options.changed();
  }

  #forget(componentId: ComponentId): void {
    this.#memories.delete(componentId);
    this.#healthDesk.forget(componentId);
    this.#refused.delete(componentId);
    this.#analysis.setOperatingTag(componentId, null);
    this.#analysis.collectExcerpts(componentId, false);
    if (this.#models.delete(componentId)) this.#analysis.setModel(componentId, null);
  }

  #pointsOf(componentId: ComponentId): readonly Point[] {
    return this.#points.get(componentId) ?? [];
  }

  #memory(componentId: ComponentId): ComponentMemory {
    let memory = this.#memories.get(componentId);
    if (memory === undefined) {
      memory = new ComponentMemory();
      this.#memories.set(componentId, memory);
    }
    return memory;
  }
}
