import type { Alert, Deviation, Evidence, EvidencePoint, HealthySpectrum } from "../domain/alert.ts";
import type { ComponentId, DeviceId, Point, PointId } from "../domain/plant.ts";
import type { Decibels, Milliseconds, UtcMilliseconds } from "../domain/units.ts";
import { findDeviation } from "../health/deviation.ts";
import type { ComponentMemory } from "./componentMemory.ts";
import type { EvidenceRing } from "./evidenceRing.ts";
import { evidenceValues, type LearnedValue, worstValue } from "./evidenceValues.ts";
import type { PipelineSinks } from "./sinks.ts";

/** Ten seconds of raw signal around the alert: as much before it as after. */
const around: Milliseconds = 5000;
/** The signal may stop right after the alert; then what there is is frozen after this time of the station's clock. */
const patience: Milliseconds = 8000;

export interface ModelFacts {
  readonly version: number;
  readonly hash: string;
  readonly threshold: number;
  /** Judged windows in a row above the threshold before an alert is raised; missing: as for every component. */
  readonly onWindows?: number | undefined;
  readonly healthy: Readonly<Record<PointId, HealthySpectrum>>;
  /** Of points that deliver values. */
  readonly values?: readonly LearnedValue[] | undefined;
}

interface Pending {
  readonly alert: Alert;
  readonly points: readonly Point[];
  readonly facts: ModelFacts | undefined;
  readonly giveUpAt: UtcMilliseconds;
}

export interface EvidenceDeskOptions {
  readonly sinks: Pick<PipelineSinks, "recording" | "evidence">;
  readonly ring: (deviceId: DeviceId) => EvidenceRing | undefined;
  readonly memory: (componentId: ComponentId) => ComponentMemory;
  /** The evidence is frozen; `deviation` is where the spectrum stands out most. */
  readonly frozen: (alertId: string, deviation: Deviation | undefined) => void;
}

/** Freezes what there was when an alert was raised, a few seconds later, so that the seconds after it are in it too. */
export class EvidenceDesk {
  readonly #options: EvidenceDeskOptions;
  readonly #pending = new Map<ComponentId, Pending>();

  constructor(options: EvidenceDeskOptions) {
    this.#options = options;
  }

  open(alert: Alert, points: readonly Point[], facts: ModelFacts | undefined, now: UtcMilliseconds): void {
    this.settle(alert.componentId, Number.POSITIVE_INFINITY);
    this.#pending.set(alert.componentId, { alert, points, facts, giveUpAt: now + patience });
  }

  /** The component was heard until `end`, by the clock of its source. */
  settle(componentId: ComponentId, end: UtcMilliseconds): void {
    const pending = this.#pending.get(componentId);
    if (pending !== undefined && end >= pending.alert.raisedAt + around) this.#freeze(pending);
  }

  /** Freezes what has waited long enough for a signal that does not come any more. */
  tick(now: UtcMilliseconds): void {
    for (const pending of this.#pending.values()) if (now >= pending.giveUpAt) this.#freeze(pending);
  }

  /** Freezes all that is open, at the end of the station. */
  close(): void {
    for (const pending of this.#pending.values()) this.#freeze(pending);
  }

  #freeze({ alert, points, facts }: Pending): void {
    this.#pending.delete(alert.componentId);
    const memory = this.#options.memory(alert.componentId);
    const from = alert.raisedAt - around;
    const to = alert.raisedAt + around;
    const frozen = points.flatMap((point) => this.#freezePoint(point, memory, facts, from, to));
    const learned = facts?.values ?? [];
    const values = evidenceValues(learned, points, memory.values);
    const evidence: Evidence = {
      alertId: alert.id,
      from,
      to,
      modelVersion: facts?.version ?? alert.modelVersion,
      modelHash: facts?.hash ?? "",
      threshold: facts?.threshold ?? alert.threshold,
      scores: memory.scores,
      points: frozen,
      ...(values.length > 0 && { values }),
    };
    this.#options.sinks.evidence(evidence);
    this.#options.frozen(alert.id, worstOf(worstDeviation(frozen), worstValue(learned, memory.values)));
  }

  #freezePoint(
    point: Point,
    memory: ComponentMemory,
    facts: ModelFacts | undefined,
    from: UtcMilliseconds,
    to: UtcMilliseconds,
  ): EvidencePoint[] {
    const spectrum = memory.spectrum(point.id);
    if (spectrum === undefined) return [];
    const raw = this.#options.ring(point.deviceId)?.read(point.channel, from, to);
    // A stretch is the reader's own copy: it is scaled in place.
    for (let index = 0; raw !== undefined && index < raw.samples.length; index++) {
      raw.samples[index]! /= point.sensitivity;
    }
    return [
      {
        pointId: point.id,
        recording: raw ? this.#options.sinks.recording(raw.samples, raw.sampleRate) : "",
        sampleRate: raw?.sampleRate ?? point.sampleRate,
        unit: point.unit,
        lostSamples: raw?.lostSamples ?? 0,
        spectrum,
        healthy: facts?.healthy[point.id],
      },
    ];
  }
}

/** As many decibels of a spectrum tell as much as a usual change of a value. */
const asUsualChange: Decibels = 3;

function worstOf(
  band: Deviation | undefined,
  value: { readonly deviation: Deviation; readonly times: number } | undefined,
): Deviation | undefined {
  if (band === undefined || value === undefined) return band ?? value?.deviation;
  return value.times > band.change / asUsualChange ? value.deviation : band;
}

/** Of all points of the component, the one whose spectrum stands out most. */
function worstDeviation(points: readonly EvidencePoint[]): Deviation | undefined {
  let worst: Deviation | undefined;
  for (const { pointId, spectrum, healthy } of points) {
    const found = healthy && findDeviation(spectrum, healthy);
    if (found !== undefined && (worst === undefined || found.change > worst.change)) worst = { pointId, ...found };
  }
  return worst;
}
