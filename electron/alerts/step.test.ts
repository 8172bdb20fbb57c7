import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AlertPhase, alertPhases } from "../domain/alert.ts";
import { defaultAlertSettings as settings } from "./alertSettings.ts";
import { type AlertState, alertOf, freshAlertState, priorityRank, resumeAlertState } from "./alertState.ts";
import { type AlertEvent, type StepResult, step } from "./step.ts";

const start = Date.UTC(2026, 0, 1);
const kim = { by: "Kim", comment: "checked" };
const at = (second: number) => start + second * 1000;
const score = (second: number, value: number): AlertEvent => ({ kind: "score", time: at(second), value, threshold: 2 });

function run(events: readonly AlertEvent[], from: AlertState = freshAlertState()): StepResult[] {
  let state = from;
  return events.map((event) => {
    const result = step(state, event, settings);
    state = result.state;
    return result;
  });
}
const last = (events: readonly AlertEvent[], from?: AlertState) => run(events, from).at(-1)!;

/** Scores of one value, one a second, from `second` on. */
const scores = (second: number, count: number, value: number) =>
  Array.from({ length: count }, (_, index) => score(second + index, value));

const raised = scores(0, 3, 2.5);
const acknowledged: AlertEvent[] = [...raised, { kind: "acknowledge", time: at(3), ...kim }];
const returned = [...raised, ...scores(3, 11, 1)];
const shelved: AlertEvent[] = [...raised, { kind: "shelve", time: at(3), until: at(3600), ...kim }];
const phaseStates: Record<AlertPhase, AlertState> = {
  normal: freshAlertState(),
  unacknowledged: last(raised).state,
  acknowledged: last(acknowledged).state,
  returned: last(returned).state,
  shelved: last(shelved).state,
  "out of service": last([...raised, { kind: "outOfService", on: true, time: at(3), ...kim }]).state,
};

const happenings: Record<string, readonly AlertEvent[]> = {
  "stays abnormal": scores(20, 3, 2.5),
  "stays well": scores(20, 11, 1),
  "is not judged": [{ kind: "notJudged", time: at(20) }],
  "is acknowledged": [{ kind: "acknowledge", time: at(20), ...kim }],
  "is shelved": [{ kind: "shelve", time: at(20), until: at(4000), ...kim }],
  "is taken back": [{ kind: "unshelve", time: at(20), ...kim }],
  "waits for two hours": [{ kind: "tick", time: at(7200) }],
  "goes out of service": [{ kind: "outOfService", on: true, time: at(20), ...kim }],
  "comes into service": [{ kind: "outOfService", on: false, time: at(20), ...kim }],
  "is removed": [{ kind: "remove", time: at(20), ...kim }],
};

/** Where each happening leads from each phase; "!" where a person is told why not. Written from ISA-18.2, not from the code. */
const table: Record<string, readonly string[]> = {
  //                      normal            unacknowledged    acknowledged      returned          shelved           out of service
  "stays abnormal": ["unacknowledged", "unacknowledged", "acknowledged", "unacknowledged", "shelved", "out of service"],
  "stays well": ["normal", "returned", "normal", "returned", "shelved", "out of service"],
  "is not judged": ["normal", "unacknowledged", "acknowledged", "returned", "shelved", "out of service"],
  "is acknowledged": ["normal!", "acknowledged", "acknowledged", "normal", "shelved!", "out of service!"],
  "is shelved": ["normal!", "shelved", "shelved", "shelved", "shelved", "out of service!"],
  "is taken back": ["normal!", "unacknowledged!", "acknowledged!", "returned!", "unacknowledged", "out of service!"],
  "waits for two hours": ["normal", "unacknowledged", "acknowledged", "returned", "unacknowledged", "out of service"],
  "goes out of service": Array(6).fill("out of service"),
  "comes into service": ["normal", "unacknowledged", "acknowledged", "returned", "shelved", "unacknowledged"],
  "is removed": ["normal", "normal", "normal", "normal", "normal", "normal"],
};

describe.each(Object.keys(table))("an alert that %s", (happening) => {
  it.each(alertPhases.map((phase, index) => [phase, table[happening]![index]!] as const))(
    "from %s is %s",
    (phase, expected) => {
      expect(phaseStates[phase].phase).toBe(phase);
      const result = last(happenings[happening]!, phaseStates[phase]);
      if (expected.endsWith("!")) {
        expect(result.refused).toMatch(/\.$/);
        expect(result.state).toEqual(phaseStates[phase]);
      } else expect(result.refused).toBeUndefined();
      expect(result.state.phase).toBe(expected.replace("!", ""));
    },
  );
});

describe("the delays", () => {
  it("raise with the third window above the threshold in a row, not before", () => {
    const results = run([score(0, 2.5), score(1, 2.5), score(2, 1.9), score(3, 2.5), score(4, 2.5), score(5, 2.5)]);
    expect(results.map((result) => result.raised)).toEqual([false, false, false, false, false, true]);
    expect(results.at(-1)!.steps).toEqual([{ time: at(5), from: "normal", to: "unacknowledged", by: "", comment: "" }]);
  });
  it("a score at the threshold is not above it", () => {
    expect(last(scores(0, 50, 2)).state.phase).toBe("normal");
  });
  it("a window that cannot be judged neither counts nor resets", () => {
    const results = run([score(0, 3), score(1, 3), { kind: "notJudged", time: at(2) }, score(3, 3)]);
    expect(results.at(-1)!.raised).toBe(true);
  });
  it.each(["machine off", "new operating mode"] as const)("a window of a %s starts the on-delay anew", (reason) => {
    const between: AlertEvent = { kind: "notJudged", time: at(2), reason };
    expect(run([score(0, 3), score(1, 3), between, score(3, 3), score(4, 3)]).at(-1)!.raised).toBe(false);
    expect(run([score(0, 3), score(1, 3), between, ...scores(3, 3, 3)]).at(-1)!.raised).toBe(true);
  });
  it("an open alert outlasts the silence of a machine that is off, however long", () => {
    const silence = Array.from({ length: 900 }, (_, second): AlertEvent => {
      return { kind: "notJudged", time: at(10 + second), reason: "machine off" };
    });
    for (const phase of ["unacknowledged", "acknowledged"] as const) {
      expect(last(silence, phaseStates[phase]).state).toMatchObject({ phase, open: true });
    }
  });
  it("a long pause starts the on-delay anew", () => {
    expect(last([score(0, 3), score(1, 3), score(62, 3)]).state.phase).toBe("normal");
  });
  it("clear after 10 s below the deadband, counted from the first such window", () => {
    const results = run(scores(3, 11, 1), phaseStates.unacknowledged);
    expect(results.findIndex((result) => result.state.phase === "returned")).toBe(10);
    expect(results.at(-1)!.state.episode?.clearedAt).toBe(at(13));
  });
  it("do not clear between deadband and threshold", () => {
    expect(last(scores(3, 100, 1.9), phaseStates.unacknowledged).state.phase).toBe("unacknowledged");
    const interrupted = [...scores(3, 9, 1), score(12, 1.9), ...scores(13, 9, 1)];
    expect(last(interrupted, phaseStates.unacknowledged).state.phase).toBe("unacknowledged");
  });
  it("a pause, or a clock that is set back, starts the off-delay anew and does not hold it up", () => {
    const paused = [score(3, 1), score(70, 1), score(71, 1)];
    expect(last(paused, phaseStates.acknowledged).state.phase).toBe("acknowledged");
    const setBack = [...scores(3, 5, 1), ...scores(-3600, 10, 1)];
    expect(last(setBack, phaseStates.acknowledged).state.phase).toBe("acknowledged");
    expect(last([...setBack, score(-3590, 1)], phaseStates.acknowledged).state.phase).toBe("normal");
  });
  it("an alert that is back is not cleared any more", () => {
    const back = last(scores(20, 3, 2.5), phaseStates.returned).state;
    expect(phaseStates.returned.episode?.clearedAt).toBe(at(13));
    expect(back.phase).toBe("unacknowledged");
    expect(back.episode?.clearedAt).toBeUndefined();
  });
  it("a score that is no number, or has no threshold, says nothing", () => {
    const odd: AlertEvent[] = [score(3, Number.NaN), { kind: "score", time: at(4), value: 9, threshold: 0 }];
    expect(last(odd, phaseStates.acknowledged).state).toEqual(phaseStates.acknowledged);
  });
});

describe("the priority", () => {
  it.each([
    [1.2, "low"],
    [1.6, "medium"],
    [3.5, "high"],
  ])("at %s times the threshold is %s", (ratio, priority) => {
    expect(last(scores(0, 3, 2 * ratio)).state.episode?.priority).toBe(priority);
  });
  it("rises during an episode, never falls, and takes back an acknowledgement", () => {
    const worse = run(scores(4, 40, 8), phaseStates.acknowledged);
    const raise = worse.findIndex((result) => result.steps.length > 0);
    expect(worse[raise]!.steps).toMatchObject([{ from: "acknowledged", to: "unacknowledged", by: "" }]);
    expect(worse.at(-1)!.state.episode).toMatchObject({ priority: "high", peakScore: 8 });
    const milder = last(scores(44, 100, 2.2), worse.at(-1)!.state);
    expect(milder.state.episode?.priority).toBe("high");
  });
  it("one loud window does not raise it, neither in between nor as the first after a restart or a pause", () => {
    const before = last(scores(4, 10, 2.2), phaseStates.acknowledged).state;
    const later: AlertEvent[] = [score(14, 500), score(15, 2.2), score(16, 2.2), score(100, 500), score(101, 2.2)];
    for (const result of run(later, before)) expect(result.state.phase).toBe("acknowledged");
    const again = resumeAlertState(alertOf(before, { id: "a", componentId: "c", machineId: "m", modelVersion: 1 })!);
    expect(last([score(14, 500), score(15, 2.2)], again).state.phase).toBe("acknowledged");
  });
});

describe("shelving", () => {
  it("ends by itself at its time, and says so in the history", () => {
    expect(last([{ kind: "tick", time: at(3599) }], phaseStates.shelved).state.phase).toBe("shelved");
    const ended = last([{ kind: "tick", time: at(3600) }], phaseStates.shelved);
    expect(ended.steps).toEqual([{ time: at(3600), from: "shelved", to: "unacknowledged", by: "", comment: "" }]);
    expect(ended.state.episode?.shelvedUntil).toBeUndefined();
  });
  it("ends in normal when the machine has become well meanwhile", () => {
    const well = last(scores(20, 20, 1), phaseStates.shelved);
    expect(well.state.phase).toBe("shelved");
    const ended = last([{ kind: "tick", time: at(3600) }], well.state);
    expect(ended.state).toMatchObject({ phase: "normal", open: false, episode: { clearedAt: at(30) } });
  });
  it("an alert closed by the very score that finds new trouble is not mixed up with the next one", () => {
    const well = last(scores(20, 20, 1), phaseStates.shelved).state;
    const results = run([score(3598, 5), score(3599, 5), score(3600, 5), score(3601, 5)], well);
    expect(results[2]).toMatchObject({ raised: false, state: { phase: "normal" } });
    expect(results[3]).toMatchObject({ raised: true, state: { episode: { raisedAt: at(3601) } } });
  });
  it.each([
    ["in the past", at(19)],
    ["without end", Number.POSITIVE_INFINITY],
    ["at no time", Number.NaN],
    ["in a year", at(365 * 86_400)],
  ])("is refused %s", (_, until) => {
    const result = last([{ kind: "shelve", time: at(20), until, ...kim }], phaseStates.unacknowledged);
    expect(result.refused).toMatch(/must end/);
    expect(result.state).toEqual(phaseStates.unacknowledged);
  });
});

describe("out of service", () => {
  it("measures on and never alarms; trouble found meanwhile is raised on return", () => {
    const out: AlertEvent = { kind: "outOfService", on: true, time: at(0), ...kim };
    const quiet = run([out, ...scores(1, 60, 9)]);
    expect(quiet.some((result) => result.raised || result.steps.length > 0)).toBe(false);
    const back = run([{ kind: "outOfService", on: false, time: at(61), ...kim }, score(62, 9)], quiet.at(-1)!.state);
    expect(back.map((result) => result.raised)).toEqual([false, true]);
  });
});

describe("chattering", () => {
  it("is damped: a score that flickers every 14 s raises less than three times in any minute", () => {
    const events: AlertEvent[] = [];
    for (let second = 0; second < 3600; second++) events.push(score(second, second % 14 < 3 ? 2.5 : 1));
    const acknowledging = events.flatMap((event): AlertEvent[] => [
      event,
      { kind: "acknowledge", time: event.time, ...kim },
    ]);
    const raises = run(acknowledging)
      .flatMap((result) => result.steps)
      .filter((one) => one.to === "unacknowledged")
      .map((one) => one.time);
    const densest = Math.max(
      ...raises.map((time) => raises.filter((other) => other >= time && other < time + 60_000).length),
    );
    expect(raises.length).toBeGreaterThan(1);
    expect(densest).toBeLessThan(3);
  });
});

describe("a restart", () => {
  it.each(alertPhases.filter((phase) => phase !== "normal"))("goes on from %s", (phase) => {
    const identity = { id: "a", componentId: "c", machineId: "m", modelVersion: 1 };
    const state = phaseStates[phase];
    const again = resumeAlertState(alertOf(state, identity)!);
    for (const events of Object.values(happenings)) {
      expect(last(events, again).state.phase).toBe(last(events, state).state.phase);
    }
  });
});

const anyEvent: fc.Arbitrary<AlertEvent> = fc
  .record({
    second: fc.integer({ min: -100, max: 5000 }),
    value: fc.oneof(fc.double({ min: 0, max: 10, noNaN: true }), fc.constantFrom(1, 2.5, Number.NaN)),
    until: fc.oneof(fc.integer({ min: -100, max: 100_000 }), fc.constantFrom(Number.POSITIVE_INFINITY, Number.NaN)),
    on: fc.boolean(),
    kind: fc.constantFrom(
      ...([
        "score",
        "score",
        "score",
        "score",
        "notJudged",
        "acknowledge",
        "shelve",
        "unshelve",
        "tick",
        "outOfService",
        "remove",
      ] as const),
    ),
  })
  .map(({ kind, second, value, until, on }) => {
    const common = { time: at(second), ...kim };
    if (kind === "score") return { kind, time: at(second), value, threshold: 2 };
    if (kind === "shelve") return { kind, until: at(until), ...common };
    if (kind === "outOfService") return { kind, on, ...common };
    return { kind, ...common } as AlertEvent;
  });

/** A plausible history: runs of equal scores with anything in between, so that delays are really passed. */
const anyHistory = fc
  .array(
    fc.oneof(
      anyEvent.map((event) => [event]),
      fc
        .tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 3, max: 14 }), fc.constantFrom(1, 2.5, 4, 8))
        .map(([second, count, value]) => scores(second, count, value)),
    ),
    { maxLength: 60 },
  )
  .map((groups) => groups.flat());

describe("whatever happens, in whatever order of times", () => {
  const rules: Record<string, (before: AlertState, event: AlertEvent, result: StepResult) => void> = {
    "unacknowledged is left only by a person, or because it returned": (before, event, { state, steps }) => {
      if (before.phase !== "unacknowledged" || state.phase === "unacknowledged") return;
      if (state.phase === "returned") expect(event.kind).toBe("score");
      else expect(steps[0]?.by).toBe("Kim");
    },
    "shelved always has an end that will come": (_before, event, { state }) => {
      if (state.phase !== "shelved") {
        expect(state.episode?.shelvedUntil).toBeUndefined();
        return;
      }
      const until = state.episode!.shelvedUntil!;
      expect(Number.isFinite(until)).toBe(true);
      expect(until).toBeGreaterThan(event.time);
      expect(step(state, { kind: "tick", time: until }, settings).state.phase).not.toBe("shelved");
    },
    "open means not normal, apart from components without an alert": (_before, _event, { state }) => {
      if (state.phase === "normal") expect(state.open).toBe(false);
      else if (state.phase !== "out of service") expect(state.open && state.episode !== undefined).toBe(true);
    },
    "the steps lead from the phase before to the phase after": (before, _event, { state, steps }) => {
      const path = [before.phase, ...steps.map((one) => one.to)];
      expect(steps.map((one) => one.from)).toEqual(path.slice(0, -1));
      if (steps.length > 0) expect(state.phase).toBe(path.at(-1));
    },
    "a raise is the only step of its event, and the priority falls only with a new raise": (before, _event, result) => {
      if (result.raised) expect(result.steps).toHaveLength(1);
      else if (before.episode) {
        expect(priorityRank(result.state.episode!.priority)).toBeGreaterThanOrEqual(
          priorityRank(before.episode.priority),
        );
      }
    },
    "what is refused changes nothing but the end of a shelving that is due": (
      before,
      _event,
      { refused, state, steps },
    ) => {
      if (refused !== undefined && steps.length === 0) expect(state).toEqual(before);
    },
  };
  it.each(Object.entries(rules))("%s", (_name, rule) => {
    fc.assert(
      fc.property(anyHistory, (events) => {
        let state = freshAlertState();
        for (const event of events) {
          const result = step(state, event, settings);
          rule(state, event, result);
          state = result.state;
        }
      }),
      { numRuns: 300, seed: 18 },
    );
  });
});
