import { describe, expect, it } from "vitest";
import type { ModelCare, ModelSummary } from "../../../electron/contract/modelsContract.ts";
import type { MachineView } from "../../live/plantView.ts";
import { caresInOrder } from "../../widgets/modelCare.ts";
import { modelRows, needingCare, sortRows } from "./modelRows.ts";

const machine = (place: number, ids: readonly string[]): MachineView => ({
  machine: { id: `m${place}`, siteId: "s", name: `M${place}`, kind: "pump", place },
  components: ids.map((id, index) => ({
    component: { id, machineId: `m${place}`, name: id, kind: "bearing", place: index, outOfService: false },
    points: [],
    health: undefined,
    state: "as usual",
    learning: undefined,
    alert: undefined,
  })),
  worst: undefined,
});
const summary = (componentId: string, care: ModelCare[], more: Partial<ModelSummary> = {}): ModelSummary => ({
  componentId,
  budget: { alarms: 1, per: "month" },
  model: {
    version: 1,
    kind: "k",
    recipe: "r",
    trainedAt: 5,
    trainedBy: "Jo",
    inService: true,
  },
  sessions: 1,
  windows: 60,
  alerts: 0,
  alertDays: 30,
  care,
  ...more,
});
const order = (rows: ReturnType<typeof sortRows>) => rows.map(({ component }) => component.id).join("");
// Worst machine first, as the overview hands them over.
const machines = [machine(1, ["c", "d"]), machine(0, ["a", "b"])];

describe("modelRows", () => {
  it("lists the plant by place, however its machines are doing", () => {
    expect(order(modelRows(machines, []))).toBe("abcd");
  });

  it("puts what only an engineer can cure before what more learning cures, and both before what is in order", () => {
    const rows = modelRows(machines, [
      summary("a", []),
      summary("b", ["one session only"]),
      summary("c", ["one session only", "gate failed"]),
      summary("d", ["no model"]),
    ]);
    expect(order(sortRows(rows, "care"))).toBe("cdba");
    expect(needingCare(rows)).toBe(1);
    expect(caresInOrder({ care: ["one session only", "gate failed"] })).toEqual(["gate failed", "one session only"]);
  });

  it("sorts by figures, the striking ones first, and what has none last", () => {
    const rows = modelRows(machines, [
      summary("a", [], { expectedPerMonth: 0.1, alerts: 1 }),
      summary("b", [], { expectedPerMonth: 2, sessions: 5, windows: 10 }),
      summary("c", ["no model"], { model: undefined, alertDays: 0, sessions: 0, windows: 0 }),
      summary("d", [], { expectedPerMonth: 0.5, sessions: 1, windows: 9000, alerts: 3 }),
    ]);
    expect(order(sortRows(rows, "expected"))).toBe("bdac");
    expect(order(sortRows(rows, "data"))).toBe("cadb");
    expect(order(sortRows(rows, "observed"))).toBe("dabc");
    expect(order(sortRows(rows, "component"))).toBe("abcd");
  });

  it("keeps components that the station has said nothing of", () => {
    expect(order(sortRows(modelRows(machines, [summary("d", ["gate failed"])]), "care"))).toBe("dabc");
  });
});
