import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { inventRecording } from "../../../test/makers/inventedRecordings.ts";
import { temporaryFolder } from "../../../test/makers/temporaryFolder.ts";
import { evaluateMain } from "../../shell/evaluateMain.ts";
import { type EvaluationWish, evaluate } from "./evaluate.ts";
import type { Evaluation } from "./evaluation.ts";
import { printEvaluation } from "./printEvaluation.ts";

const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());

const header = "task,family,mode,role,file,from_s,to_s,label,session,coverage";
const detect = [
  "pump/days,pump,detect,train,day1.wav,,,normal,day 1,covered",
  "pump/days,pump,detect,train,day2.wav,,,normal,day 2,covered",
  "pump/days,pump,detect,test,day3.wav,,,normal,day 3,covered",
  "pump/days,pump,detect,test,worn.wav,,,worn,day 4,covered",
  "pump/days,pump,detect,test,worn.wav,1,5,worn,day 4,covered",
];
const brief = [
  "fan/brief,fan,detect,train,day1.wav,0,1.5,normal,day 1@0-1.5,sparse",
  "fan/brief,fan,detect,test,day3.wav,,,normal,day 3,sparse",
];
const life = Array.from(
  { length: 100 },
  (_, n) => `life/one,bearing,series,series,life/${n}.wav,,,run-to-failure,life,`,
);
const bearing = [
  "bearing/rig,rig,diagnose,test,outer.wav,,,outer race,outer,",
  "bearing/rig,rig,diagnose,test,quiet.wav,,,normal,quiet,",
];
const classify = [
  "fan/states,fan,classify,train,day1.wav,,,on,day 1,",
  "fan/states,fan,classify,test,day3.wav,,,on,day 3,",
];

function write(name: string, ...rows: string[]): string {
  const path = join(folder.path, name);
  writeFileSync(path, [header, ...rows].join("\n"));
  return path;
}

beforeAll(() => {
  const write = (file: string, invented: Parameters<typeof inventRecording>[2]) =>
    inventRecording(folder.path, file, invented);
  for (const day of [1, 2, 3]) write(`day${day}.wav`, { seconds: 8, seed: day });
  write("worn.wav", { seconds: 8, seed: 4, impacts: 0.5 });
  write("stopped.wav", { seconds: 8, seed: 10, gain: 0.002 });
  write("two.wav", { seconds: 8, seed: 5, channels: 2 });
  write("fast.wav", { seconds: 8, seed: 6, sampleRate: 4000 });
  write("listed wrongly.wav", { seconds: 8, seed: 7 });
  // a shaft of 25 Hz whose outer race is struck 2.4 times a turn
  write("outer.wav", { seconds: 8, seed: 8, sampleRate: 8000, impacts: 1 });
  write("quiet.wav", { seconds: 8, seed: 9, sampleRate: 8000 });
  // healthy for four fifths, then four times as loud
  for (let n = 0; n < 100; n++) write(`life/${n}.wav`, { seconds: 0.2, seed: 100 + n, gain: n < 80 ? 0.5 : 2 });
  const manifest = [
    "file,dataset,component,rpm,load,sample_rate_hz,scale,t_s,channels",
    ...["day1", "day2", "day3", "worn", "stopped", "two"].map((name) => `${name}.wav,pumps,pump,1500,,2000,2.5,,`),
    "fast.wav,pumps,pump,,,4000,,,",
    "listed wrongly.wav,pumps,pump,,,2500,,,",
    ...["outer", "quiet"].map((name) => `${name}.wav,rig,bearing,1500,,8000,1,,DE`),
    ...life.map((_, n) => `life/${n}.wav,lives,bearing,,,2000,1,${60 * n},`),
  ];
  writeFileSync(join(folder.path, "manifest.csv"), manifest.join("\r\n"));
  const orders = { BPFO: 2.4, BPFI: 4.6, BSF: 1.434, FTF: 0.343 };
  writeFileSync(join(folder.path, "datasets.json"), JSON.stringify({ rig: { orders: { bearing: orders } } }));
});

describe("an evaluation", () => {
  let found: Evaluation;
  const steps: [number, number, string][] = [];
  beforeAll(async () => {
    const tasks = write("tasks.csv", ...detect, ...brief, ...life, ...bearing, ...classify);
    found = await evaluate({ tasks }, (...step) => steps.push(step));
  }, 60_000);

  it("finds a worn pump and leaves healthy ones alone", () => {
    expect(found.tasks[0]).toMatchObject({
      task: "pump/days",
      family: "pump",
      mode: "detect",
      coverage: "covered",
      auc: 1,
      pauc: 1,
      windowHitRate: 1,
      recordingFalseAlarmRate: 0,
      recordingHitRate: 1,
      notJudgedNormalRate: 0,
      notJudgedFaultRate: 0,
      trainWindows: 58,
      recipe: "general/1",
      kind: expect.any(String),
    });
    // a window may lie above the threshold by chance, three in a row do not
    expect(found.tasks[0]!.windowFalseAlarmRate!).toBeLessThan(0.1);
    const { modelBytes, threshold, trainSeconds, scoreMicros } = found.tasks[0]!;
    expect([modelBytes, threshold, trainSeconds, scoreMicros].every((value) => value! > 0)).toBe(true);
    expect(modelBytes!).toBeLessThan(65_536);
  });

  it("takes shorter windows where there is little, and null for figures that do not exist", () => {
    expect(found.tasks[1]).toMatchObject({
      trainWindows: 21,
      auc: null,
      pauc: null,
      windowHitRate: null,
      recordingHitRate: null,
      notJudgedFaultRate: null,
      recordingFalseAlarmRate: 0,
    });
  });

  it("finds the end of a life, and nothing before", () => {
    const [series] = found.series;
    expect(series).toMatchObject({ series: "one", task: "life/one", falseAlarmEpisodesBefore30Percent: 0 });
    // the last three snapshots must lie above: the first loud one is number 80 of 0 … 99
    expect(series!.firstAlarmPercentOfLife).toBeCloseTo((100 * 82) / 99, 9);
    expect(series!.minutesBeforeEnd).toBeCloseTo(17, 9);
  });

  it("names the outer race, and nothing on a bearing that is well", () => {
    expect(found.diagnose).toEqual([
      { task: "bearing/rig", family: "rig", faults: 1, healthy: 1, rightRate: 1, wrongRate: 0, healthyNamedRate: 0 },
    ]);
  });

  it("averages over tasks, families and coverage", () => {
    expect(found.families.map(({ family, tasks, auc }) => [family, tasks, auc])).toEqual([
      ["pump", 1, 1],
      ["fan", 1, null],
    ]);
    expect(found.macro.covered).toMatchObject({ tasks: 1, auc: 1, recordingHitRate: 1, balancedRecordingRate: 1 });
    expect(found.macro.sparse).toMatchObject({ tasks: 1, auc: null, recordingFalseAlarmRate: 0 });
    expect(found.macro.all).toMatchObject({ tasks: 2, families: 2 });
  });

  it("says what it leaves out and how far it is", () => {
    expect(found.notes).toEqual([expect.stringMatching(/cannot name labels yet/)]);
    expect(steps.map(([done, total, task]) => `${done}/${total} ${task}`)).toEqual([
      "0/4 pump/days",
      "1/4 fan/brief",
      "2/4 life/one",
      "3/4 bearing/rig",
    ]);
  });

  it("does not depend on the order of its rows, also where a machine stands still", async () => {
    const stopped = "pump/days,pump,detect,test,stopped.wav,,,normal,day 5,covered";
    const figures = async (name: string, ...rows: string[]) => {
      const { tasks } = await evaluate({ tasks: write(name, ...rows), kind: "session distance" });
      const { trainSeconds: _, scoreMicros: __, judgeMicros: ___, ...rest } = tasks[0]!;
      return rest;
    };
    const first = await figures("one way.csv", ...detect, stopped);
    expect(await figures("the other.csv", ...detect.slice(0, 2), stopped, ...detect.slice(2))).toEqual(first);
    expect(first).toMatchObject({ recordingHitRate: 1, recordingFalseAlarmRate: 0, notJudgedNormalRate: 0.5 });
  });

  it("notes rows that end before they say, and sessions that were left out", async () => {
    const again = "pump/days,pump,detect,train,day1.wav,0,30,normal,day 1 again,covered";
    const { notes, tasks } = await evaluate({ tasks: write("notes.csv", ...detect, again) });
    expect(notes).toEqual([
      'notes.csv, line 7, column "to_s": day1.wav ends at 8.00 s, not at 30 s; what is there was taken.',
      'pump/days: the session "day 1 again" was left out, same recording.',
    ]);
    expect(tasks[0]).toMatchObject({ trainWindows: 58, recordingHitRate: 1 });
  });

  it("says with which gates a station would not let the model serve by itself", async () => {
    const { tasks } = await evaluate({ tasks: write("brief.csv", ...brief), kind: "session distance" });
    expect(tasks[0]!.gatesFailed).toContain("enough data");
    expect(printEvaluation(await evaluate({ tasks: write("brief.csv", ...brief) })).join("\n")).toMatch(
      /fan\/brief.*\(gate failed: .*enough data/,
    );
  });

  it("is printed as tables", () => {
    const text = printEvaluation(found).join("\n");
    expect(text).toMatch(/pump\/days\s+1\.000\s+1\.000\s+0\.0\d\d\s+1\.000\s+0\.000\s+1\.000/);
    expect(text).toMatch(/fan\/brief\s+–/);
    expect(text).toMatch(/life\/one\s+82\.8 % of life\s+17 min\s+0/);
  });
});

interface Refused extends Partial<Omit<EvaluationWish, "tasks">> {
  readonly rows?: string[];
}

describe("what cannot run", () => {
  const train = detect.slice(0, 2).join("\n");
  const broken: [string, string, RegExp][] = [
    ["a missing file", "gone.wav", /tasks\.csv, line 4: manifest\.csv has no row for "gone\.wav"/],
    ["other channels", "two.wav", /tasks\.csv, line 4: two\.wav has 2 channels where the first of its task has 1/],
    ["another rate", "fast.wav", /line 4: fast\.wav has 4000 Hz where the first of its task has 2000 Hz/],
    ["a rate that is listed wrongly", "listed wrongly.wav", /2000 Hz, but manifest\.csv, line 9, says 2500 Hz/],
  ];

  it.each(broken)("is told with its line, and the rest runs: %s", async (_, file, message) => {
    const tasks = write("tasks.csv", train, `pump/days,pump,detect,test,${file},,,normal,day 9,covered`, ...bearing);
    const { tasks: told, diagnose } = await evaluate({ tasks, kind: "session distance" });
    expect(told).toMatchObject([{ task: "pump/days", auc: null, kind: null, error: expect.stringMatching(message) }]);
    expect(diagnose).toMatchObject([{ rightRate: 1 }]);
  });

  it("is a recording that is not there, or a beginning after its end", async () => {
    writeFileSync(join(folder.path, "empty.wav"), "");
    const manifest = ["file,sample_rate_hz,scale", "empty.wav,2000,1", "lost.wav,2000,1", "day1.wav,2000,1"].join("\n");
    const other = temporaryFolder();
    writeFileSync(join(other.path, "manifest.csv"), manifest);
    writeFileSync(join(other.path, "empty.wav"), "");
    inventRecording(other.path, "day1.wav", { seconds: 8, seed: 1 });
    const rows = ["empty.wav,,", "lost.wav,,", "day1.wav,9,"].map(
      (row, n) => `t/${n},rig,diagnose,test,${row},normal,s ${n},`,
    );
    writeFileSync(join(other.path, "datasets.json"), "{}");
    const path = join(other.path, "tasks.csv");
    writeFileSync(path, [header, ...rows].join("\n"));
    const errors = (await evaluate({ tasks: path })).diagnose.map((report) => report.error);
    expect(errors[0]).toMatch(/line 2: .*empty\.wav is empty/);
    expect(errors[1]).toMatch(/line 3: .*lost\.wav/);
    expect(errors[2]).toMatch(/line 4: nothing is left of day1\.wav from 9 s: it lasts 8\.00 s/);
    other[Symbol.dispose]();
  });

  it.each([
    [{ part: "pump", rows: [] }, "BAD_FILE", /no rows below its header/],
    [{ mode: "classify" as const }, "NOT_ALLOWED", /cannot name labels yet/],
    [{ part: "nothing" }, "NOT_FOUND", /No task has "nothing" in its name/],
    [{ mode: "series" as const }, "NOT_FOUND", /no tasks of the mode series, only detect/],
    [{ kind: "oracle" }, "NOT_FOUND", /"oracle"/],
    [{ recipe: "nobody/1" }, "NOT_FOUND", /nobody/],
  ])("is refused as a whole: %j", async ({ rows = detect, ...wish }: Refused, code, message) => {
    const tasks = write("tasks.csv", ...rows);
    const evaluation = evaluate({ tasks, ...wish });
    await expect(evaluation).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it("are tables that are missing", async () => {
    await expect(evaluate({ tasks: join(folder.path, "none.csv") })).rejects.toThrow(/none\.csv is missing/);
    const alone = temporaryFolder();
    writeFileSync(join(alone.path, "tasks.csv"), [header, ...detect].join("\n"));
    const evaluation = evaluate({ tasks: join(alone.path, "tasks.csv") });
    await expect(evaluation).rejects.toThrow(/manifest\.csv is missing.*it lies beside tasks\.csv/);
    alone[Symbol.dispose]();
  });
});

describe("on the command line", () => {
  async function command(...args: string[]): Promise<{ code: number; text: string }> {
    const written: string[] = [];
    const spy = vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
    const code = await evaluateMain.run(args).finally(() => spy.mockRestore());
    return { code, text: written.join("") };
  }

  it("ends with 0 when all ran and with 1 when a task did not, either way with the figures", async () => {
    const right = await command(write("right.csv", ...bearing), "--json");
    expect(right.code).toBe(0);
    expect(JSON.parse(right.text)).toMatchObject({ tasks: [], series: [], diagnose: [{ rightRate: 1 }] });
    const wrong = await command(write("wrong.csv", detect[0]!, ...bearing), "--json");
    expect(wrong.code).toBe(1);
    expect(JSON.parse(wrong.text)).toMatchObject({
      tasks: [{ task: "pump/days", error: expect.stringMatching(/no rows with the role test/) }],
      diagnose: [{ rightRate: 1 }],
    });
  });

  it("asks for one table and a mode it knows", async () => {
    await expect(command()).rejects.toThrow(/Name one table of tasks/);
    await expect(command("a.csv", "--mode", "guess")).rejects.toThrow(/"guess" is no mode. Give detect, series/);
  });
});
