import type { AlertRow } from "../../electron/contract/alertsContract.ts";
import type { HealthState } from "../../electron/domain/assessment.ts";

const ofPriority = { low: "watch", medium: "warning", high: "alarm" } as const;

/** Which shape of the state language stands for an alert. */
export function alertState({ phase, priority }: Pick<AlertRow, "phase" | "priority">): HealthState {
  if (phase === "shelved") return "shelved";
  if (phase === "out of service") return "out of service";
  return phase === "normal" ? "as usual" : ofPriority[priority];
}
