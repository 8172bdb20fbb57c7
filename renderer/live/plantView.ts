import type { AlertRow } from "../../electron/contract/alertsContract.ts";
import type { Learning } from "../../electron/contract/componentsContract.ts";
import { type Health, type HealthState, healthStates } from "../../electron/domain/assessment.ts";
import type { Component, ComponentId, Machine, Plant, Point } from "../../electron/domain/plant.ts";

/** One component with everything a screen says about it. */
export interface ComponentView {
  readonly component: Component;
  readonly points: readonly Point[];
  /** Missing until the station has judged once. */
  readonly health: Health | undefined;
  readonly state: HealthState;
  readonly learning: Learning | undefined;
  /** Its open alert, the most urgent one when there are several. */
  readonly alert: AlertRow | undefined;
}

export interface MachineView {
  readonly machine: Machine;
  readonly components: readonly ComponentView[];
  readonly worst: ComponentView | undefined;
}

const urgency = new Map(healthStates.map((state, index) => [state, index]));
const abnormal: ReadonlySet<HealthState> = new Set(["alarm", "warning", "watch", "sensor trouble"]);
const phaseOrder = ["unacknowledged", "returned", "acknowledged", "shelved", "out of service", "normal"] as const;

export function isAbnormal(state: HealthState): boolean {
  return abnormal.has(state);
}

export function isUnacknowledged(alert: Pick<AlertRow, "phase"> | undefined): boolean {
  return alert?.phase === "unacknowledged" || alert?.phase === "returned";
}

/** Most urgent state first, then the larger score over threshold, then by place. */
export function compareUrgency(a: ComponentView, b: ComponentView): number {
  return (
    (urgency.get(a.state) ?? 0) - (urgency.get(b.state) ?? 0) ||
    (isAbnormal(a.state) ? (b.health?.severity ?? 0) - (a.health?.severity ?? 0) : 0) ||
    a.component.place - b.component.place
  );
}

interface Facts {
  readonly plant: Plant;
  readonly health: readonly Health[];
  readonly learning: readonly Learning[];
  readonly alerts: readonly AlertRow[];
}

/** Joins what is configured with how it is doing: machines worst first, then by place; components by place. */
export function viewPlant({ plant, health, learning, alerts }: Facts): readonly MachineView[] {
  const healthOf = new Map(health.map((entry) => [entry.componentId, entry]));
  const learningOf = new Map(learning.map((entry) => [entry.componentId, entry]));
  const pointsOf = Map.groupBy(plant.points, (point) => point.componentId);
  const alertOf = mostUrgentAlerts(alerts);
  const componentsOf = Map.groupBy(plant.components, (component) => component.machineId);
  const machines = plant.machines.map((machine): MachineView => {
    const components = (componentsOf.get(machine.id) ?? [])
      .toSorted((a, b) => a.place - b.place)
      .map((component): ComponentView => {
        const own = healthOf.get(component.id);
        return {
          component,
          points: pointsOf.get(component.id) ?? [],
          health: own,
          state: own?.state ?? "not judged",
          learning: learningOf.get(component.id),
          alert: alertOf.get(component.id),
        };
      });
    return { machine, components, worst: components.toSorted(compareUrgency)[0] };
  });
  return machines.toSorted(
    (a, b) =>
      worstFirst(a.worst, b.worst) || a.machine.place - b.machine.place || a.machine.name.localeCompare(b.machine.name),
  );
}

/** Only what needs attention moves a tile forward: a wall that reorders itself for "not judged" cannot be learned by heart. */
function worstFirst(a: ComponentView | undefined, b: ComponentView | undefined): number {
  const rank = (view: ComponentView | undefined) =>
    view !== undefined && isAbnormal(view.state) ? (urgency.get(view.state) ?? 0) : healthStates.length;
  return rank(a) - rank(b);
}

function mostUrgentAlerts(alerts: readonly AlertRow[]): ReadonlyMap<ComponentId, AlertRow> {
  const chosen = new Map<ComponentId, AlertRow>();
  for (const alert of alerts) {
    if (alert.phase === "normal") continue;
    const other = chosen.get(alert.componentId);
    if (other === undefined || phaseOrder.indexOf(alert.phase) < phaseOrder.indexOf(other.phase)) {
      chosen.set(alert.componentId, alert);
    }
  }
  return chosen;
}

/** Every component of the plant, most urgent first. */
export function allComponents(
  machines: readonly MachineView[],
): readonly (ComponentView & { readonly machine: Machine })[] {
  return machines
    .flatMap(({ machine, components }) => components.map((view) => ({ ...view, machine })))
    .toSorted(compareUrgency);
}
