import { describe, expect, it } from "vitest";
import { readTable } from "./readTable.ts";
import { neededTaskColumns, tasksOf } from "./readTasks.ts";
import type { Task } from "./task.ts";

const header = "task,family,mode,role,file,from_s,to_s,label,session,coverage";
const train = "p/1,pump,detect,train,a.wav,0,10,normal,day 1,covered";
const test = "p/1,pump,detect,test,b.wav,,,worn,day 2,covered";

const read = (...rows: string[]): Task[] =>
  tasksOf(readTable("tasks.csv", [header, ...rows].join("\n"), neededTaskColumns));

describe("tasks", () => {
  it("are read with what each of their rows means", () => {
    const [task, other] = read(train, test, "s,b,series,series,c.wav,,,run-to-failure,s 1,");
    expect(task).toEqual({
      task: "p/1",
      family: "pump",
      mode: "detect",
      coverage: "covered",
      rows: [
        { line: 2, role: "train", file: "a.wav", from: 0, to: 10, label: "normal", session: "day 1" },
        { line: 3, role: "test", file: "b.wav", from: 0, to: null, label: "worn", session: "day 2" },
      ],
    });
    expect(other).toMatchObject({ mode: "series", coverage: null, rows: [{ role: "series" }] });
  });

  it("take a recording that nobody grouped for a session of its own", () => {
    expect(read(train.replace("day 1", ""), test)[0]!.rows[0]!.session).toBe("a.wav");
  });

  const wrong: [string, string[], RegExp][] = [
    [
      "an unknown role",
      [train, test.replace(",test,", ",tast,")],
      /line 3, column "role": "tast" is no role. Write train, test, series/,
    ],
    [
      "an unknown mode",
      [train.replace("detect", "detekt"), test.replace("detect", "detekt")],
      /line 2, column "mode": "detekt"/,
    ],
    [
      "an unknown coverage",
      [train.replace("covered", "full"), test.replace("covered", "full")],
      /line 2, column "coverage"/,
    ],
    [
      "modes that differ",
      [train, test.replace("detect", "series")],
      /line 3, column "mode": "series" differs from "detect" in line 2/,
    ],
    [
      "an end before its beginning",
      [train.replace("0,10", "10,10"), test],
      /line 2, column "to_s": the end 10 s does not lie after/,
    ],
    [
      "a beginning before the file",
      [train.replace("0,10", "-1,10"), test],
      /line 2, column "from_s": -1 s lies before/,
    ],
    ["a time in words", [train.replace("0,10", "0,ten"), test], /line 2, column "to_s": "ten" is not a number/],
    ["no file", [train.replace("a.wav", ""), test], /line 2, column "file": no file is named/],
    ["no family", [train.replace("pump", ""), test.replace("pump", "")], /line 2, column "family"/],
    ["a row that is too short", [train, "p/1,pump,detect"], /line 3: it has 3 cells where the header names 10/],
    ["nothing to learn from", [test], /the task "p\/1" has no rows with the role train/],
    ["nothing to test on", [train], /has no rows with the role test/],
    ["a fault learned from", [train.replace("normal", "worn"), test], /line 2: a training row is labelled "worn"/],
    [
      "a session on both sides",
      [train, test.replace("day 2", "day 1")],
      /line 3: its session "day 1" is learned from in line 2/,
    ],
    [
      "the same stretch on both sides",
      [train, test.replace("b.wav,,", "a.wav,9,12")],
      /line 3: it overlaps in a\.wav with line 2/,
    ],
    [
      "snapshots of a series among others",
      [train, test.replace(",test,", ",series,")],
      /line 3: the role "series" belongs to/,
    ],
    ["a series without snapshots", [train.replace("detect", "series")], /has no rows with the role series/],
  ];

  it.each(wrong)("say line, column and remedy of %s", (_, rows, message) => {
    const [task, ...more] = read(...rows);
    expect(more).toEqual([]);
    expect(task!.fault?.message).toMatch(message);
    expect(task!.fault?.code).toBe("BAD_FILE");
    expect(task!.rows).toEqual([]);
  });

  it("let two stretches of a recording stand on both sides, apart", () => {
    expect(read(train, test.replace("b.wav,,", "a.wav,11,12"))[0]!.fault).toBeUndefined();
  });

  it("that are wrong leave the others alone", () => {
    const right = [train, test].map((row) => row.replace("p/1", "p/2"));
    expect(read(train, ...right).map(({ task, fault }) => [task, fault !== undefined])).toEqual([
      ["p/1", true],
      ["p/2", false],
    ]);
  });

  it("a row without a task is told", () => {
    expect(read(train, test, ",pump,detect,test,b.wav,,,x,y,")[1]).toMatchObject({
      task: "(line 4)",
      fault: { message: expect.stringMatching(/line 4, column "task": the row belongs to no task/) },
    });
  });
});
