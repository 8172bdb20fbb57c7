import type { HealthySpectrum } from "../domain/alert.ts";
import type { ComponentId, DeviceId, Plant, Point, PointId } from "../domain/plant.ts";
import type { SampleBlock } from "../domain/sampleBlock.ts";
import type { SensorFinding } from "../domain/sensorFinding.ts";
import { millisecondsPerSecond, type Seconds } from "../domain/units.ts";
import type { WindowResult } from "./analysisMessages.ts";
import { SensorWatch } from "./sensorWatch.ts";
import { SpectrumWatch } from "./spectrumWatch.ts";

/** Watches the sensors of all devices in use: their raw samples now and then, and every window beside its healthy spectrum. */
export class SensorDesk {
  readonly #healthyOf: (pointId: PointId) => HealthySpectrum | undefined;
  readonly #every: Seconds | undefined;
  readonly #devices = new Map<DeviceId, { readonly watch: SensorWatch; readonly signature: string }>();
  readonly #spectra = new Map<PointId, { readonly watch: SpectrumWatch; readonly healthy: HealthySpectrum }>();
  #troubled: ReadonlySet<ComponentId> = new Set();
  #points: ReadonlyMap<PointId, Point> = new Map();
  #machines: ReadonlyMap<ComponentId, readonly PointId[]> = new Map();

  /** @param every between two looks at the raw samples of a channel that is well; see SensorWatch */
  constructor(healthyOf: (pointId: PointId) => HealthySpectrum | undefined, every?: Seconds) {
    this.#healthyOf = healthyOf;
    this.#every = every;
  }

  /** What did not change is watched on undisturbed. */
  setPlant({ devices, points, components }: Plant): void {
    this.#points = new Map(points.map((point) => [point.id, point]));
    const machineOf = new Map(components.map(({ id, machineId }) => [id, machineId]));
    const ofMachines = Map.groupBy(points, ({ componentId }) => machineOf.get(componentId));
    this.#machines = new Map(
      components.map(({ id, machineId }) => [id, (ofMachines.get(machineId) ?? []).map((point) => point.id)]),
    );
    for (const id of this.#spectra.keys()) if (!this.#points.has(id)) this.#spectra.delete(id);
    const before = new Map(this.#devices);
    this.#devices.clear();
    for (const { id: deviceId, sampleRate, channelCount, driver } of devices) {
      const mine = points.filter((point) => point.deviceId === deviceId && point.signal !== "feature");
      const signature = JSON.stringify([sampleRate, channelCount, driver, mine]);
      const known = before.get(deviceId);
      const watch = () =>
        new SensorWatch({ deviceId, sampleRate, channelCount, driver, points: mine, every: this.#every });
      this.#devices.set(deviceId, known?.signature === signature ? known : { watch: watch(), signature });
    }
  }

  /** Before the samples of the block are handed on. */
  takeBlock(block: SampleBlock): void {
    this.#devices.get(block.deviceId)?.watch.push(block);
  }

  /**
   * Looks at a window of a component.
   * @returns whether it tells of a sensor rather than of the machine: then it is not to be judged
   */
  takeWindow({ componentId, spectra, time, duration }: WindowResult): boolean {
    const end = time + duration * millisecondsPerSecond;
    const neighbours = this.#machines.get(componentId) ?? [];
    const told = spectra.map(({ pointId, spectrum }) => {
      const healthy = this.#healthyOf(pointId);
      if (healthy === undefined) this.#spectra.delete(pointId);
      if (healthy === undefined || spectrum.levels.length === 0) return false;
      const watch = this.#spectrumWatch(pointId, healthy);
      const othersRun = neighbours.some((id) => id !== pointId && this.#spectra.get(id)?.watch.runsAt(end) === true);
      return watch.look(end, spectrum, healthy, othersRun);
    });
    return told.includes(true) || this.isTroubled(componentId);
  }

  /** Whether what is measured on this component cannot be trusted, as of the last `tick`. */
  isTroubled(componentId: ComponentId): boolean {
    return this.#troubled.has(componentId);
  }

  tick(): void {
    const troubles = this.findings().filter(({ weight }) => weight === "trouble");
    this.#troubled = new Set(troubles.flatMap((finding) => this.#concernedBy(finding)));
  }

  findings(): readonly SensorFinding[] {
    const raw = [...this.#devices.values()].flatMap(({ watch }) => watch.findings());
    const ofSpectra = [...this.#spectra].flatMap(([pointId, { watch }]): SensorFinding[] => {
      const point = this.#points.get(pointId);
      if (point === undefined) return [];
      const { deviceId, channel } = point;
      const at = { deviceId, channel, pointId };
      const [jump, gone] = [watch.jump.finding, watch.gone.finding];
      const weight = watch.isSureOfJump ? "trouble" : "hint";
      return [
        ...(jump ? [{ kind: "level jumped", ...at, weight, ...jump } as const] : []),
        ...(gone ? [{ kind: "no machine", ...at, weight: "trouble", ...gone } as const] : []),
      ];
    });
    return [...raw, ...ofSpectra];
  }

  /** A finding on a whole device concerns all components that are heard through it. */
  #concernedBy({ deviceId, channel }: SensorFinding): ComponentId[] {
    const points = [...this.#points.values()].filter((point) => point.deviceId === deviceId);
    const concerned = points.filter((point) => channel === undefined || point.channel === channel);
    return concerned.map(({ componentId }) => componentId);
  }

  /** A new model has another healthy spectrum: what was seen beside the old one is forgotten. */
  #spectrumWatch(pointId: PointId, healthy: HealthySpectrum): SpectrumWatch {
    const known = this.#spectra.get(pointId);
    if (known?.healthy === healthy) return known.watch;
    const watch = new SpectrumWatch();
    this.#spectra.set(pointId, { watch, healthy });
    return watch;
  }
}
