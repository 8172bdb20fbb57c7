import { describe, expect, it } from "vitest";
import type { AlertRow } from "../../../electron/contract/alertsContract.ts";
import type { Health, HealthState } from "../../../electron/domain/assessment.ts";
import { en } from "../../words/en.ts";
import { makeFormat } from "../../words/format.ts";
import { componentSentence, tendency } from "./componentSentence.ts";

const format = makeFormat(en, "en-GB");
const now = new Date(2026, 5, 3, 15, 0).getTime();
const since = new Date(2026, 5, 3, 14, 2).getTime();

const view = (state: HealthState, more: Partial<Health> = {}, alert?: Partial<AlertRow>) => ({
  component: {
    id: "c",
    machineId: "m",
    name: "drive-end bearing",
    kind: "bearing" as const,
    place: 0,
    outOfService: false,
  },
  points: [],
  state,
  health: { componentId: "c", state, since, ...more },
  learning: undefined,
  alert: alert as AlertRow | undefined,
});
const say = (facts: ReturnType<typeof view>, direction: "rising" | "steady" = "steady") =>
  componentSentence(en, format, { machine: { name: "Pump 3" }, view: facts, now, tendency: direction });

describe("componentSentence", () => {
  it("says what, since when, where it is going and what differs", () => {
    const deviation = { pointId: "p", low: 2900, high: 3400, change: 11.2 };
    expect(say(view("warning", {}, { raisedAt: since, deviation }), "rising")).toBe(
      "Pump 3, drive-end bearing: sounds unusual since 14:02. It is getting stronger. 2.9–3.4 kHz is 11 dB above healthy.",
    );
  });

  it("says why something is not judged", () => {
    expect(say(view("not judged", { reason: "machine off" }))).toBe(
      "Pump 3, drive-end bearing: not judged, machine off.",
    );
  });

  it("has a sentence for the quiet states too", () => {
    expect(say(view("as usual"))).toBe("Pump 3, drive-end bearing: sounds as usual since 14:02.");
    expect(say(view("learning", { progress: 0.634 }))).toContain("63 % done");
  });
});

describe("tendency", () => {
  const rows = (values: readonly number[]) =>
    values.map((mean, index) => ({ time: index, min: mean, mean, max: mean }));

  it("sees a score that rises, falls or stands", () => {
    expect(tendency(rows([1, 1, 1, 2, 2, 2, 3, 3, 3]), 0)).toBe("rising");
    expect(tendency(rows([3, 3, 3, 2, 2, 2, 1, 1, 1]), 0)).toBe("falling");
    expect(tendency(rows([2, 2.1, 1.9, 2, 2, 2.1, 2, 2.1, 2]), 0)).toBe("steady");
  });

  it("judges only the episode, and not from a handful of rows", () => {
    expect(tendency(rows([1, 1, 1, 1, 1, 1, 9, 9, 9]), 6)).toBe("steady");
  });
});
