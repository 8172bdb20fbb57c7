import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { temporaryFolder } from "../../../test/makers/temporaryFolder.ts";
import { Fault } from "../../domain/fault.ts";
import { openStore, type Store } from "../../store/openStore.ts";
import type { RecordingWish } from "./recordingDesk.ts";
import { ScheduleDesk } from "./scheduleDesk.ts";

const timeZone = "Europe/Berlin";
/** A Monday in summer: two hours ahead of UTC. */
const at = (time: string, day = "04") => Date.parse(`2026-05-${day}T${time}+02:00`);
const draft = {
  name: "Morning",
  pointIds: ["p0", "p1"],
  at: "06:00",
  weekdays: [],
  seconds: 30,
  by: "Ada",
  enabled: true,
};

let folder: ReturnType<typeof temporaryFolder>;
let store: Store;
let desk: ScheduleDesk;
let now: number;
let started: (RecordingWish & { readonly time: string })[];
let told: string[];
let running: boolean;
let points: string[];

function open(): void {
  desk = new ScheduleDesk({
    store,
    desk: {
      isRunning: () => running,
      start: async (wish) => {
        if (wish.name === "full") throw new Fault("CONFLICT", "No room.");
        started.push({ ...wish, time: new Date(now).toISOString().slice(11, 19) });
        return { ...wish, id: "r", state: "running", startedAt: now, tracks: [], bytes: 0 };
      },
    },
    hasPoint: (id) => points.includes(id),
    timeZone,
    now: () => now,
    changed: () => {},
    tell: ({ message }) => told.push(message),
  });
}

/** Lets the clock run, five seconds at a time. */
function run(until: number): void {
  while (now < until) {
    now += 5000;
    desk.tick();
  }
}

beforeEach(() => {
  folder = temporaryFolder();
  vi.useFakeTimers();
  [now, started, told, running, points] = [at("05:00:00"), [], [], false, ["p0", "p1"]];
  store = openStore(folder.path, { now: () => now });
  open();
});
afterEach(() => {
  desk[Symbol.dispose]();
  vi.useRealTimers();
  store.close();
  folder[Symbol.dispose]();
});

describe("scheduled recordings", () => {
  it("start at their time, once, with what was wished", () => {
    const { id } = desk.save(draft);
    run(at("05:59:55"));
    expect(started).toEqual([]);
    run(at("09:00:00"));
    const wish = { name: "Morning", pointIds: ["p0", "p1"], preTrigger: 0, seconds: 30, by: "Ada", scheduleId: id };
    expect(started).toEqual([{ ...wish, time: "04:00:00" }]);
    run(at("06:00:05", "05"));
    expect(started).toHaveLength(2);
    expect(told).toEqual([]);
  });

  it("start again every so many minutes, follow a change at once, and rest when they are not in force", () => {
    const { id } = desk.save({ ...draft, everyMinutes: 20 });
    run(at("06:30:00"));
    expect(started.map(({ time }) => time)).toEqual(["04:00:00", "04:20:00"]);
    desk.save({ ...draft, id, at: "06:31" });
    run(at("06:35:00"));
    desk.save({ ...draft, id, at: "06:36", enabled: false });
    run(at("06:40:00"));
    expect(started.map(({ time }) => time)).toEqual(["04:00:00", "04:20:00", "04:31:00"]);
    desk.remove(id);
    expect(desk.all()).toEqual([]);
    expect(() => desk.remove(id)).toThrow("was removed");
  });

  it("that the station was not there for are not made up for, but told", () => {
    desk.save(draft);
    desk.save({ ...draft, name: "Often", at: "05:30", everyMinutes: 30 });
    run(at("05:31:00"));
    desk[Symbol.dispose]();
    now = at("06:45:00");
    open();
    run(at("06:50:00"));
    expect(started.map(({ time }) => time)).toEqual(["03:30:00"]);
    expect(told).toEqual([
      'The recording "Morning" of 2026-05-04 06:00 was missed: the station was not running, or its clock was changed.',
      'The recording "Often" of 2026-05-04 06:00 was missed, and 1 more after it: the station was not running, or its clock was changed.',
    ]);
    run(at("07:00:00"));
    expect(started.map(({ time }) => time)).toEqual(["03:30:00", "05:00:00"]);
    desk[Symbol.dispose]();
    now += 400 * 86_400_000;
    told = [];
    open();
    expect(told).toEqual([expect.stringContaining("and many more"), expect.stringContaining("and many more")]);
  });

  it("that a station was killed after are not started twice", () => {
    desk.save(draft);
    run(at("06:00:05"));
    // Without the goodbye of a station that is ended.
    const noted = store.settings.get("recording schedules watched until");
    expect(noted).toBe(at("06:00:00"));
    open();
    run(at("06:00:30"));
    expect(started).toHaveLength(1);
    expect(told).toEqual([]);
  });

  it("do not start twice when the clock is set back a little, and follow it when it is set back for good", () => {
    desk.save(draft);
    run(at("06:30:00"));
    now = at("05:30:00");
    run(at("06:31:00"));
    expect(started).toHaveLength(1);
    now = at("05:30:00", "01");
    run(at("06:30:00", "01"));
    expect(started).toHaveLength(2);
    // Set forward again: what lay between is told.
    now = at("05:00:00", "04");
    run(at("05:10:00", "04"));
    expect(started).toHaveLength(2);
    expect(told).toEqual([expect.stringMatching(/2026-05-02 06:00 .* and 1 more/)]);
  });

  it("say why they could not start", async () => {
    const { id } = desk.save(draft);
    running = true;
    run(at("06:01:00"));
    running = false;
    points = ["p1"];
    run(at("06:01:00", "05"));
    await Promise.resolve();
    points = [];
    run(at("06:01:00", "06"));
    points = ["p0", "p1"];
    desk.save({ ...draft, id, name: "full" });
    run(at("06:01:00", "07"));
    await vi.waitFor(() => expect(told).toHaveLength(4));
    expect(started.map(({ pointIds }) => pointIds)).toEqual([["p1"]]);
    expect(told).toEqual([
      '"Morning" was not recorded: the one before is still running.',
      '"Morning" is recorded without points that are no longer in the plant.',
      '"Morning" was not recorded: none of its points is in the plant any more.',
      '"full" was not recorded: No room.',
    ]);
  });

  it("may not overlap themselves", () => {
    expect(() => desk.save({ ...draft, everyMinutes: 1, seconds: 60 })).toThrow("start less often");
    expect(() => desk.save({ ...draft, id: "gone" })).toThrow(expect.objectContaining({ code: "NOT_FOUND" }));
    expect(desk.save({ ...draft, everyMinutes: 1, seconds: 59 }).everyMinutes).toBe(1);
  });
});
