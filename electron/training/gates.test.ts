import { describe, expect, it } from "vitest";
import type { GateName } from "../domain/reportCard.ts";
import { type GateFindings, gatesOf, passes } from "./gates.ts";

const session = { from: 0, to: 20_000, windows: 20 };
const good: GateFindings = {
  data: { points: [], sessions: [session], windows: 20, duration: 20, unusable: 0, modes: [] },
  test: { trained: 0.3, heldOut: 0.35, heldOutHighest: 0.6, seedSpread: 0, control: 0, smallest: [] },
  threshold: { value: 2.45, onWindows: 3, measured: 0, expected: { perMonth: 1, low: 0.1, high: 5 } },
  budget: { alarms: 1, per: "month" },
  found: 0.8,
};
const failed = (change: Partial<GateFindings>) =>
  gatesOf({ ...good, ...change }).flatMap((gate) => (gate.passed ? [] : [gate.name]));

describe("gates", () => {
  it("let a good commissioning of 20 s pass", () => {
    expect(failed({})).toEqual([]);
    expect(passes({ gates: gatesOf(good) })).toBe(true);
  });

  it.each<[GateName, Partial<GateFindings>]>([
    ["enough data", { data: { ...good.data, duration: 14.9 } }],
    ["small gap", { test: { ...good.test, heldOut: 1.3 } }],
    ["small gap", { test: { ...good.test, trained: 0 } }],
    ["stable", { test: { ...good.test, seedSpread: 0.3 } }],
    ["sees faults", { found: 0.4 }],
    ["sees faults", { test: { ...good.test, control: 0.5 } }],
    ["sessions agree", { data: { ...good.data, sessions: [session, { ...session, leftOut: "unlike the others" }] } }],
    ["budget met", { budget: { alarms: 1, per: "year" } }],
  ])("hold back a model: %s", (name, change) => {
    expect(failed(change)).toEqual([name]);
    expect(passes({ gates: gatesOf({ ...good, ...change }) })).toBe(false);
  });

  it("let a session pass that was left out for being short or the same", () => {
    const sessions = (["too short", "same recording"] as const).map((leftOut) => ({ ...session, leftOut }));
    expect(failed({ data: { ...good.data, sessions: [session, ...sessions] } })).toEqual([]);
  });

  it("do not ask for sight that could not be tried", () => {
    expect(gatesOf({ ...good, found: undefined }).map(({ name }) => name)).not.toContain("sees faults");
  });

  it("take the expected rate for what it is: known to a factor of two or so", () => {
    const expecting = (perMonth: number) => ({
      threshold: { ...good.threshold, expected: { perMonth, low: 0, high: 9 } },
    });
    expect(failed(expecting(1.9))).toEqual([]);
    expect(failed(expecting(2.1))).toEqual(["budget met"]);
  });

  it("say what was found and what is wanted", () => {
    const gate = gatesOf({ ...good, found: 0.4 }).find(({ name }) => name === "sees faults");
    expect(gate).toEqual({ name: "sees faults", passed: false, found: 0.4, wanted: 0.5 });
  });
});
