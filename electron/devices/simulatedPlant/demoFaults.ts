import { Fault } from "../../domain/fault.ts";
import type { ComponentId } from "../../domain/plant.ts";
import { millisecondsPerSecond, type Seconds, type UtcMilliseconds } from "../../domain/units.ts";
import { faultNames } from "./faultVoices.ts";
import { machineModels } from "./machines.ts";

/** Unless it is said otherwise, a fault needs a minute from nothing to its worst. */
export const growSeconds: Seconds = 60;

/** From this severity on a fault is plain to see in the spectrum. */
export const visibleSeverity = 0.3;

interface Running {
  readonly fault: string;
  readonly at: UtcMilliseconds;
  readonly within: Seconds;
}

export interface FaultState {
  readonly componentId: ComponentId;
  readonly fault: string;
  readonly running: boolean;
  /** 0 healthy … 1 worst. */
  readonly severity: number;
}

/** The switchboard: one fault at a time on each component, for every capture of the demo plant in this process. */
const running = new Map<ComponentId, Running>();

/**
 * Lets a fault set in at `at` and grow to its worst `within` so many seconds. It takes the place of another one on the component.
 * @throws Fault NOT_FOUND naming what the component, or the demo plant, can have; BAD_INPUT for a time that is none
 */
export function startFault(
  componentId: ComponentId,
  fault: string,
  at: UtcMilliseconds,
  within: Seconds = growSeconds,
): void {
  const known = faultsOf(componentId);
  if (!known.includes(fault)) {
    throw new Fault("NOT_FOUND", `${componentId} cannot have the fault "${fault}". It can have: ${known.join(", ")}.`, {
      details: { componentId, fault, known },
    });
  }
  if (!Number.isFinite(at) || !(within > 0)) {
    throw new Fault("BAD_INPUT", `The fault "${fault}" needs a moment to set in and a time above 0 s to grow.`);
  }
  running.set(componentId, { fault, at, within });
}

/** The component is as new at once. Repairing what is well does nothing. @throws Fault NOT_FOUND */
export function repair(componentId: ComponentId): void {
  faultsOf(componentId);
  running.delete(componentId);
}

/** Every component is as new. */
export function repairAll(): void {
  running.clear();
}

/** Names of the faults a component can have. @throws Fault NOT_FOUND for a component that is not of the demo plant */
export function faultsOf(componentId: ComponentId): readonly string[] {
  const components = machineModels.flatMap((machine) => machine.components);
  const component = components.find((candidate) => candidate.id === componentId);
  if (component) return faultNames(component.kind);
  const known = components.map((candidate) => candidate.id);
  throw new Fault("NOT_FOUND", `The demo plant has no component "${componentId}". It has: ${known.join(", ")}.`, {
    details: { componentId, known },
  });
}

/** Every fault of every component, and how far it has grown. */
export function faultState(now: UtcMilliseconds): readonly FaultState[] {
  return machineModels.flatMap(({ components }) =>
    components.flatMap(({ id: componentId }) =>
      faultsOf(componentId).map((fault) => {
        const severity = severityOf(componentId, fault, now);
        return { componentId, fault, running: running.get(componentId)?.fault === fault, severity };
      }),
    ),
  );
}

/** 0 before it sets in, then in a straight line to 1. */
export function severityOf(componentId: ComponentId, fault: string, time: UtcMilliseconds): number {
  const present = running.get(componentId);
  return present?.fault === fault ? severityAt(present.at, present.within, time) : 0;
}

/** Pure: how far a fault that set in at `at` has grown at `time`. */
export function severityAt(at: UtcMilliseconds, within: Seconds, time: UtcMilliseconds): number {
  return Math.min(1, Math.max(0, (time - at) / (within * millisecondsPerSecond)));
}
