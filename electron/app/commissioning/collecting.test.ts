import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { temporaryFolder } from "../../../test/makers/temporaryFolder.ts";
import type { Point } from "../../domain/plant.ts";
import { openStore } from "../../store/openStore.ts";
import { Collecting } from "./collecting.ts";
import { Collection } from "./collection.ts";
import { RunBoard } from "./runBoard.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

const point = (id: string, deviceId: string): Point => ({
  ...{ id, componentId: "bearing", name: `Point ${id}`, quantity: "acceleration", unit: "g", sensitivity: 1 },
  ...{ mounting: "screw", direction: "radial", deviceId, channel: 0, sampleRate: 1000 },
});

/** A component that learns through two devices, of which these deliver, and never both at the same time: no window comes. */
function failureWith(delivering: readonly string[]) {
  using folder = temporaryFolder();
  const store = openStore(folder.path, { now: () => 0 });
  const received = new Map<string, number>();
  const board = new RunBoard({
    runs: store.runs,
    changed: () => {},
    trouble: (thrown) => {
      throw thrown;
    },
  });
  const pipeline = {
    collectExcerpts: () => {},
    deviceStatus: (deviceId: string) => ({
      ...{ deviceId, condition: "running" as const, since: 0, channels: [], received: received.get(deviceId) ?? 0 },
      ...{ analysed: 0, lostInDevice: 0, lostInQueue: 0 },
    }),
  };
  const points = [point("a", "microphone"), point("b", "folder")];
  const collecting = new Collecting(
    { store, pipeline, pointsOf: () => points, now: () => 0, trouble: () => {} },
    board,
    () => {},
  );
  const run = board.begin("bearing", { task: "learn", by: "Ada", startOver: false, duration: 600_000 });
  collecting.begin(run, new Collection(600_000));
  vi.advanceTimersByTime(30_000);
  for (const { deviceId } of points) received.set(deviceId, delivering.includes(deviceId) ? 30_000 : 700);
  vi.advanceTimersByTime(31_000);
  board[Symbol.dispose]();
  store.close();
  return run.failed?.failure;
}

it("names the point that was silent while the other one was heard, and nobody when all were", () => {
  expect(failureWith(["microphone"])).toEqual({ reason: "no signal", duration: 60_000, points: ["Point b"] });
  expect(failureWith(["folder"])).toMatchObject({ points: ["Point a"] });
  expect(failureWith([])).toEqual({ reason: "no signal", duration: 60_000 });
});
