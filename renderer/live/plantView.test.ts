import { describe, expect, it } from "vitest";
import type { AlertRow } from "../../electron/contract/alertsContract.ts";
import type { Health, HealthState } from "../../electron/domain/assessment.ts";
import type { Plant } from "../../electron/domain/plant.ts";
import { allComponents, isUnacknowledged, viewPlant } from "./plantView.ts";

/** Machines in the order of their places, each with one component a state. */
function plantOf(...machines: HealthState[][]) {
  const plant: Plant = {
    site: { id: "s", name: "Plant" },
    machines: machines.map((_, place) => ({ id: `m${place}`, siteId: "s", name: `M${place}`, kind: "pump", place })),
    components: machines.flatMap((states, machine) =>
      states.map((_, place) => ({
        id: `m${machine}c${place}`,
        machineId: `m${machine}`,
        name: `C${place}`,
        kind: "bearing" as const,
        place,
        outOfService: false,
      })),
    ),
    points: [],
    devices: [],
  };
  const health: Health[] = machines.flatMap((states, machine) =>
    states.map((state, place) => ({ componentId: `m${machine}c${place}`, state, since: 0 })),
  );
  return { plant, health, learning: [], alerts: [] as AlertRow[] };
}
const alert = (id: string, componentId: string, phase: AlertRow["phase"]) => ({ id, componentId, phase }) as AlertRow;
const order = (facts: ReturnType<typeof plantOf>) => viewPlant(facts).map(({ machine }) => machine.id);

describe("viewPlant", () => {
  it("puts machines worst first", () => {
    expect(order(plantOf(["as usual"], ["watch"], ["as usual", "alarm"], ["warning"]))).toEqual([
      "m2",
      "m3",
      "m1",
      "m0",
    ]);
  });

  it("leaves machines at their place while nothing needs attention", () => {
    expect(order(plantOf(["as usual"], ["not judged"], ["learning"], ["out of service"]))).toEqual([
      "m0",
      "m1",
      "m2",
      "m3",
    ]);
  });

  it("finds the worst component, and by severity among equals", () => {
    const facts = plantOf(["warning", "alarm", "alarm"]);
    facts.health = facts.health.map((health, index) => ({ ...health, severity: [9, 2, 3][index] }));
    expect(viewPlant(facts)[0]!.worst!.component.id).toBe("m0c2");
  });

  it("says nothing of a component the station has not judged yet", () => {
    const view = viewPlant({ ...plantOf(["alarm"]), health: [] })[0]!.components[0]!;
    expect([view.state, view.health]).toEqual(["not judged", undefined]);
  });

  it("shows the alert that waits for somebody, and none that is closed", () => {
    const facts = plantOf(["alarm", "as usual"]);
    facts.alerts = [
      alert("old", "m0c0", "acknowledged"),
      alert("new", "m0c0", "unacknowledged"),
      alert("closed", "m0c1", "normal"),
    ];
    const [first, second] = viewPlant(facts)[0]!.components;
    expect([first!.alert?.id, second!.alert]).toEqual(["new", undefined]);
    expect([first!.alert, second!.alert].map(isUnacknowledged)).toEqual([true, false]);
  });

  it("lists every component of the plant, most urgent first", () => {
    const all = allComponents(viewPlant(plantOf(["as usual", "sensor trouble"], ["watch"])));
    expect(all.map(({ component }) => component.id)).toEqual(["m1c0", "m0c1", "m0c0"]);
  });
});
