import { describe, expect, it } from "vitest";
import { commission, scoreRows } from "../makers/evaluateTask.ts";
import { isSharedMissing } from "../makers/sharedFolder.ts";
import { readTasks } from "../makers/taskTable.ts";

describe.skipIf(isSharedMissing())("a gearbox commissioned at three loads", () => {
  it("alerts on every recording with a broken tooth and on no healthy one", async () => {
    const rows = readTasks().filter((row) => row.task === "detect/gearbox/three_loads");
    const train = rows.filter((row) => row.role === "train");
    const test = rows.filter((row) => row.role === "test");
    expect(train.map((row) => row.label)).toEqual(["normal", "normal", "normal"]);

    const trained = await commission(train);
    const recordings = scoreRows(trained, test);

    expect(recordings.length).toBe(7);
    expect(recordings.map((recording) => [recording.file, recording.alarm])).toEqual(
      test.map((row) => [row.file, row.label !== "normal"]),
    );
    // what lies between: the worst healthy window of the unseen loads keeps clear of the quietest broken one
    const ofLabel = (label: string) => recordings.filter((row) => row.label === label).flatMap((row) => row.scores);
    expect(Math.max(...ofLabel("normal"))).toBeLessThan(trained.header.threshold);
    expect(Math.min(...ofLabel("broken tooth"))).toBeGreaterThan(trained.header.threshold);
  }, 60_000);
});
