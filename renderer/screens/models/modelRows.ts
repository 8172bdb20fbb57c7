import { type ModelSummary, modelCares } from "../../../electron/contract/modelsContract.ts";
import type { Component, ComponentId, Machine } from "../../../electron/domain/plant.ts";
import { millisecondsPerSecond, type Seconds, type UtcMilliseconds } from "../../../electron/domain/units.ts";
import type { ComponentView, MachineView } from "../../live/plantView.ts";
import { careRank, caresInOrder, needsEngineer } from "../../widgets/modelCare.ts";

/** One line of the table of all models. */
export interface ModelRow {
  readonly machine: Machine;
  readonly component: Component;
  readonly view: ComponentView;
  /** Missing while the station has not said anything of this component. */
  readonly summary: ModelSummary | undefined;
}

export const modelColumns = ["care", "component", "model", "data", "expected", "observed", "age"] as const;
export type ModelColumn = (typeof modelColumns)[number];

export const millisecondsPerDay = 86_400_000;
/** A window is a second long. */
const windowSeconds: Seconds = 1;

export function learnedTime({ windows }: Pick<ModelSummary, "windows">): number {
  return windows * windowSeconds * millisecondsPerSecond;
}

/** Every component of the plant with what is known of its model, by place in the plant. */
export function modelRows(machines: readonly MachineView[], summaries: readonly ModelSummary[]): readonly ModelRow[] {
  const known = new Map<ComponentId, ModelSummary>(summaries.map((summary) => [summary.componentId, summary]));
  return machines
    .toSorted((a, b) => a.machine.place - b.machine.place || a.machine.name.localeCompare(b.machine.name))
    .flatMap(({ machine, components }) =>
      components.map((view) => ({ machine, component: view.component, view, summary: known.get(view.component.id) })),
    );
}

/** Models that need somebody who knows what he does. */
export function needingCare(rows: readonly ModelRow[]): number {
  return rows.filter(({ summary }) => summary !== undefined && needsEngineer(summary)).length;
}

/** What a column sorts by, so that what asks for attention comes first; what is not there comes last. */
function sortValue({ summary }: ModelRow, column: ModelColumn): number {
  const last = Number.POSITIVE_INFINITY;
  if (summary === undefined) return last;
  switch (column) {
    case "care":
      return summary.care.length === 0 ? modelCares.length * 2 : careRank(caresInOrder(summary)[0] ?? "no model");
    case "component":
      return 0;
    case "model":
      return summary.model === undefined ? last : -summary.model.version;
    case "data":
      return summary.sessions * 1e9 + summary.windows;
    case "expected":
      return summary.expectedPerMonth === undefined ? last : -summary.expectedPerMonth;
    case "observed":
      return summary.alertDays === 0 ? last : -summary.alerts / summary.alertDays;
    case "age":
      return summary.model?.trainedAt ?? last;
  }
}

/** Stable: among equals the order of the plant stays. */
export function sortRows(rows: readonly ModelRow[], column: ModelColumn): readonly ModelRow[] {
  return rows.toSorted((a, b) => {
    const [first, second] = [sortValue(a, column), sortValue(b, column)];
    return first === second ? 0 : first - second;
  });
}

export function modelAge({ summary }: ModelRow, now: UtcMilliseconds): number | undefined {
  return summary?.model === undefined ? undefined : Math.max(0, now - summary.model.trainedAt);
}
