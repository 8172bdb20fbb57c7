import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { evaluate } from "../../electron/app/evaluate/evaluate.ts";
import { isSharedMissing } from "../makers/sharedFolder.ts";
import { sharedData } from "../makers/sharedTasks.ts";

const missing = isSharedMissing();
const tasks = missing ? "" : join(sharedData(), "tasks.csv");
const long = process.env.AUSCULT_LONG === "1";
const clear = [
  "gearbox/",
  "mimii_fan/5_clips_even",
  "cwru48/",
  ...(long ? ["pump_motor/", "mimii_fan/5_clips_odd"] : []),
];

describe.skipIf(missing)("real machines through `auscult evaluate`", () => {
  it.each(clear)(
    "%s: no healthy recording alarms, every fault does",
    async (part) => {
      const found = await evaluate({ tasks, mode: "detect", part });
      for (const task of found.tasks) {
        expect(task).toMatchObject({ recordingFalseAlarmRate: 0, recordingHitRate: 1, notJudgedFaultRate: 0 });
        expect(task.error).toBeUndefined();
        expect(task.auc!).toBeGreaterThan(0.995);
        expect(task.modelBytes!).toBeLessThan(65_536);
      }
    },
    60_000,
  );

  it("hears bearings wear out earlier than the best baseline, without a false alarm", async () => {
    const { series } = await evaluate({ tasks, mode: "series" });
    expect(series.map((entry) => [entry.series, entry.falseAlarmEpisodesBefore30Percent])).toEqual([
      ["bearing1_1", 0],
      ["bearing1_2", 0],
      ["bearing2_1", 0],
    ]);
    // the earliest baselines without a false alarm: 314, 7 and 4 minutes before the end
    const minutes = series.map((entry) => Math.round(entry.minutesBeforeEnd!));
    expect(minutes[0]).toBeGreaterThanOrEqual(314);
    expect(minutes[1]).toBeGreaterThanOrEqual(7);
    expect(minutes[2]).toBeGreaterThanOrEqual(80);
  }, 120_000);

  it("names damage by ear, and nothing on bearings that are well", async () => {
    const { diagnose } = await evaluate({ tasks, mode: "diagnose", part: long ? "" : "bearing_sound" });
    const [sound, vibration] = diagnose.toReversed();
    expect(sound).toMatchObject({ family: "bearing_sound", faults: 9, wrongRate: 0, healthyNamedRate: 0 });
    expect(sound!.rightRate!).toBeGreaterThan(0.5);
    if (!long) return;
    expect(vibration).toMatchObject({ family: "cwru", faults: 30, healthyNamedRate: 0 });
    expect(vibration!.rightRate!).toBeGreaterThan(0.63);
  }, 120_000);

  if (long) {
    it("keeps the goals that are met over all detection tasks", async () => {
      const { macro } = await evaluate({ tasks, mode: "detect" });
      expect([macro.covered.families, macro.sparse.families]).toEqual([5, 6]);
      expect(macro.covered.recordingFalseAlarmRate!).toBeLessThanOrEqual(0.01);
      expect(macro.covered.recordingHitRate!).toBeGreaterThanOrEqual(0.98);
      expect(macro.sparse.recordingFalseAlarmRate!).toBeLessThanOrEqual(0.05);
      expect(macro.sparse.recordingHitRate!).toBeGreaterThanOrEqual(0.75);
      expect(macro.covered.auc!).toBeGreaterThanOrEqual(0.99);
      expect(macro.sparse.auc!).toBeGreaterThanOrEqual(0.937);
    }, 600_000);
  }
});
