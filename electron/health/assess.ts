import type { AlertPhase, AlertPriority } from "../domain/alert.ts";
import type { Health, HealthState, NotJudgedReason } from "../domain/assessment.ts";
import type { ComponentId } from "../domain/plant.ts";
import type { UtcMilliseconds } from "../domain/units.ts";

/** Everything that is known of a component at one moment. */
export interface Findings {
  readonly componentId: ComponentId;
  readonly outOfService: boolean;
  /** The alert that is open, if one is. */
  readonly alert?:
    | { readonly phase: AlertPhase; readonly priority: AlertPriority; readonly raisedAt: UtcMilliseconds }
    | undefined;
  /** A sensor that clips, hums or delivers nothing sensible. */
  readonly sensorTrouble: boolean;
  /** 0…1 while it learns. */
  readonly learning?: number | undefined;
  /** Why the last windows could not be judged. */
  readonly notJudged?: NotJudgedReason | undefined;
  /** Smoothed score over threshold. */
  readonly severity?: number | undefined;
}

const byPriority: Record<AlertPriority, HealthState> = { low: "watch", medium: "warning", high: "alarm" };

/**
 * The one state a component is shown in. What a person decided comes first (out of service, shelved), then a present alert:
 * it does not vanish because the sensor fails or learning begins. An alert that has returned shows the present condition; that
 * it still waits for a person is said by the list of alerts.
 * @param before the last assessment: `since` is kept while the state lasts
 */
export function assessComponent(findings: Findings, time: UtcMilliseconds, before?: Health): Health {
  const { componentId, alert } = findings;
  const { state, reason } = stateOf(findings);
  const lasts = before?.state === state && before.reason === reason;
  const present = state === "alarm" || state === "warning" || state === "watch";
  return {
    componentId,
    state,
    since: present && alert ? alert.raisedAt : lasts ? before.since : time,
    ...(reason === undefined ? {} : { reason }),
    ...(findings.severity === undefined || reason !== undefined ? {} : { severity: findings.severity }),
    ...(state === "learning" ? { progress: Math.min(1, Math.max(0, findings.learning ?? 0)) } : {}),
  };
}

function stateOf(findings: Findings): { state: HealthState; reason?: NotJudgedReason } {
  const { alert } = findings;
  if (findings.outOfService || alert?.phase === "out of service") return { state: "out of service" };
  if (alert?.phase === "shelved") return { state: "shelved" };
  if (alert?.phase === "unacknowledged" || alert?.phase === "acknowledged")
    return { state: byPriority[alert.priority] };
  if (findings.sensorTrouble) return { state: "sensor trouble" };
  if (findings.learning !== undefined) return { state: "learning" };
  if (findings.notJudged !== undefined) return { state: "not judged", reason: findings.notJudged };
  if (findings.severity === undefined) return { state: "not judged", reason: "too little data" };
  return { state: "as usual" };
}
