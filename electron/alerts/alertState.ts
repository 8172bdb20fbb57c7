import type { Alert, AlertPhase, AlertPriority } from "../domain/alert.ts";
import type { UtcMilliseconds } from "../domain/units.ts";
import { type Condition, calm } from "./condition.ts";

/** The figures of one alert, from its raise until it is back to normal. */
export type Episode = Pick<
  Alert,
  "priority" | "raisedAt" | "changedAt" | "clearedAt" | "shelvedUntil" | "peakScore" | "threshold"
>;

/** Where the alerting of one component stands. A value: `step` returns the next one. */
export interface AlertState {
  readonly phase: AlertPhase;
  readonly condition: Condition;
  /** The alert that is open, or the last one when the phase is normal. Missing when there has been none. */
  readonly episode?: Episode | undefined;
  /** An alert is open: false when normal, and when a component without an alert is out of service. */
  readonly open: boolean;
  /** Recent raises, to notice chattering. */
  readonly raises: readonly UtcMilliseconds[];
}

/** A component about which nothing is known yet. */
export function freshAlertState(outOfService = false): AlertState {
  return { phase: outOfService ? "out of service" : "normal", condition: calm, open: false, raises: [] };
}

/**
 * Goes on after a restart where the stored alert stood. Nothing has been measured meanwhile, so a present alert stays present
 * until new scores clear it.
 */
export function resumeAlertState(alert: Alert): AlertState {
  const { phase, priority, raisedAt, changedAt, clearedAt, shelvedUntil, peakScore, threshold } = alert;
  const episode: Episode = { priority, raisedAt, changedAt, clearedAt, shelvedUntil, peakScore, threshold };
  const abnormal = phase !== "normal" && clearedAt === undefined;
  return { phase, condition: { ...calm, abnormal }, episode, open: phase !== "normal", raises: [raisedAt] };
}

/** The state as the alert that is stored and shown. @returns undefined when there has been no alert */
export function alertOf(
  state: AlertState,
  identity: Pick<Alert, "id" | "componentId" | "machineId" | "modelVersion" | "deviation">,
): Alert | undefined {
  return state.episode && { ...identity, ...state.episode, phase: state.phase };
}

/** Higher is more urgent. */
export function priorityRank(priority: AlertPriority): number {
  return { low: 0, medium: 1, high: 2 }[priority];
}
