import { describe, expect, it } from "vitest";
import type { AlertPhase, AlertPriority } from "../domain/alert.ts";
import { type HealthState, healthStates } from "../domain/assessment.ts";
import { assessComponent, type Findings } from "./assess.ts";

const well: Findings = { componentId: "c", outOfService: false, sensorTrouble: false, severity: 0.4 };
const alert = (phase: AlertPhase, priority: AlertPriority = "high") => ({ phase, priority, raisedAt: 500 });
const troubled = { sensorTrouble: true, learning: 0.5, notJudged: "no signal" } as const;

const cases: readonly [string, Partial<Findings>, HealthState][] = [
  ["nothing special", {}, "as usual"],
  ["no model", { notJudged: "no model", severity: undefined }, "not judged"],
  ["nothing judged yet", { severity: undefined }, "not judged"],
  ["learning without a model", { learning: 0.63, notJudged: "no model" }, "learning"],
  ["a dead sensor while learning", troubled, "sensor trouble"],
  ["a low alert", { alert: alert("unacknowledged", "low") }, "watch"],
  ["a medium alert", { alert: alert("unacknowledged", "medium") }, "warning"],
  ["a high alert", { alert: alert("unacknowledged") }, "alarm"],
  ["an acknowledged one", { alert: alert("acknowledged", "medium") }, "warning"],
  ["an alert whose sensor died since", { alert: alert("acknowledged"), ...troubled }, "alarm"],
  ["one that returned", { alert: alert("returned") }, "as usual"],
  ["one that returned, machine off now", { alert: alert("returned"), notJudged: "machine off" }, "not judged"],
  ["a shelved one", { alert: alert("shelved"), ...troubled }, "shelved"],
  ["out of service", { outOfService: true, ...troubled }, "out of service"],
  ["out of service with an alert", { alert: alert("out of service") }, "out of service"],
];

describe("the health of a component", () => {
  it.each(cases)("with %s", (_name, findings, state) => {
    expect(assessComponent({ ...well, ...findings }, 1000).state).toBe(state);
  });
  it("reaches every state of the language", () => {
    expect(new Set(cases.map(([, , state]) => state))).toEqual(new Set(healthStates));
  });
  it("says why it is not judged, without a severity from before", () => {
    expect(assessComponent({ ...well, notJudged: "machine off" }, 1000)).toEqual({
      componentId: "c",
      state: "not judged",
      reason: "machine off",
      since: 1000,
    });
  });
  it("says how far learning is", () => {
    expect(assessComponent({ ...well, learning: 0.63 }, 1000).progress).toBe(0.63);
    expect(assessComponent({ ...well, learning: 1.2 }, 1000).progress).toBe(1);
  });
  it("keeps since while the state lasts, and starts anew with another reason", () => {
    const first = assessComponent({ ...well, notJudged: "machine off" }, 1000);
    const second = assessComponent({ ...well, notJudged: "machine off" }, 2000, first);
    expect(second.since).toBe(1000);
    expect(assessComponent({ ...well, notJudged: "no signal" }, 3000, second).since).toBe(3000);
  });
  it("is unusual since the alert was raised", () => {
    expect(assessComponent({ ...well, alert: alert("acknowledged") }, 9000).since).toBe(500);
  });
});
