import type { AlertPhase } from "../../../electron/domain/alert.ts";

export const alertFilterNames = ["open", "unacknowledged", "acknowledged", "shelved", "all"] as const;
export type AlertFilter = (typeof alertFilterNames)[number];

interface FilterInput {
  readonly show: "open" | "all";
  readonly phases?: AlertPhase[];
}

/** What each chip over the list asks the station for. */
export function filterInput(filter: AlertFilter): FilterInput {
  switch (filter) {
    case "open":
      return { show: "open" };
    case "all":
      return { show: "all" };
    case "unacknowledged":
      return { show: "open", phases: ["unacknowledged", "returned"] };
    case "acknowledged":
    case "shelved":
      return { show: "open", phases: [filter] };
  }
}
