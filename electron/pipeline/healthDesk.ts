import type { AlertState } from "../alerts/alertState.ts";
import type { Health, NotJudgedReason } from "../domain/assessment.ts";
import type { ComponentId } from "../domain/plant.ts";
import { type Milliseconds, millisecondsPerSecond, type Seconds, type UtcMilliseconds } from "../domain/units.ts";
import { assessComponent } from "../health/assess.ts";
import type { CaptureState } from "./captureDesk.ts";
import type { ComponentMemory } from "./componentMemory.ts";

/** After so many windows without one, which is 3.5 s for all but slow values, the component counts as unheard. */
const unheardWindows = 3.5;

/** What the pipeline knows of a component at one moment. */
export interface ComponentFacts {
  readonly now: UtcMilliseconds;
  readonly outOfService: boolean;
  readonly alert: AlertState | undefined;
  readonly learning: number | undefined;
  readonly hasModel: boolean;
  readonly modelRefused: boolean;
  readonly memory: Pick<ComponentMemory, "heardAt" | "hasSignal" | "notJudged" | "windowSeconds">;
  /** What one of its sensors delivers cannot be trusted. */
  readonly sensorTrouble: boolean;
  /** State of the device of each point; undefined for a device that is not captured. */
  readonly devices: readonly (CaptureState | undefined)[];
}

/** Keeps the state each component is shown in, and says when it changes. */
export class HealthDesk {
  readonly #health = new Map<ComponentId, Health>();

  of(componentId: ComponentId): Health | undefined {
    return this.#health.get(componentId);
  }

  /** @returns true when the state, or why it is so, changed */
  assess(componentId: ComponentId, facts: ComponentFacts): boolean {
    const before = this.#health.get(componentId);
    const { alert } = facts;
    const health = assessComponent(
      {
        componentId,
        outOfService: facts.outOfService,
        alert: alert?.open && alert.episode ? { phase: alert.phase, ...alert.episode } : undefined,
        sensorTrouble: facts.sensorTrouble || facts.devices.some((device) => device?.condition === "waiting"),
        learning: facts.learning,
        notJudged: notJudged(facts),
        severity: alert?.condition.severity,
      },
      facts.now,
      before,
    );
    this.#health.set(componentId, health);
    return health.state !== before?.state || health.reason !== before.reason;
  }

  forget(componentId: ComponentId): void {
    this.#health.delete(componentId);
  }
}

function notJudged({ hasModel, modelRefused, memory, now }: ComponentFacts): NotJudgedReason | undefined {
  if (modelRefused) return "model unreadable";
  if (!hasModel) return "no model";
  if (now - memory.heardAt > unheardAfter(memory.windowSeconds) || !memory.hasSignal) return "no signal";
  return memory.notJudged;
}

function unheardAfter(windowSeconds: Seconds): Milliseconds {
  return unheardWindows * Math.max(1, windowSeconds) * millisecondsPerSecond;
}
