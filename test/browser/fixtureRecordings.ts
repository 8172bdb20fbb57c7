import type { implement } from "@orpc/server";
import type { contract } from "../../electron/contract/contract.ts";
import type { RecordingSchedule, RecordingTrack, SavedRecording } from "../../electron/domain/savedRecording.ts";
import type { InventedPlant } from "./inventedPlant.ts";
import { silentFile } from "./silentFile.ts";

type Make = ReturnType<typeof implement<typeof contract>>;
const minute = 60_000;
const preTrigger = 30;

/** Recordings: two that are there, those that somebody starts, and when they start by themselves. */
export function fixtureRecordings(make: Make, invented: InventedPlant) {
  const track = (pointId: string, from: number, seconds: number): RecordingTrack => {
    const { plant } = invented;
    const point = plant.points.find(({ id }) => id === pointId)!;
    const component = plant.components.find(({ id }) => id === point.componentId)!;
    const machine = plant.machines.find(({ id }) => id === component.machineId)!;
    const { quantity, unit, sensitivity, sampleRate, deviceId, channel } = point;
    return {
      pointId,
      pointName: point.name,
      componentName: component.name,
      machineName: machine.name,
      deviceId,
      channel,
      quantity,
      unit,
      sensitivity,
      sampleRate,
      from,
      samples: seconds * sampleRate,
      lostSamples: 0,
      gaps: [],
    };
  };
  const recorded = (
    id: string,
    name: string,
    ago: number,
    points: readonly string[],
    more: Partial<SavedRecording> = {},
  ) => {
    const startedAt = Date.now() - ago * minute;
    const tracks = points.map((point) => track(point, startedAt - preTrigger * 1000, 90));
    return {
      id,
      name,
      by: "Jo Brandt",
      state: "done" as const,
      startedAt,
      endedAt: startedAt + minute,
      tracks,
      bytes: 9_216_000 * tracks.length,
      ...more,
    };
  };
  const points = invented.plant.points.map(({ id }) => id);
  let recordings: SavedRecording[] =
    points.length < 3
      ? []
      : [
          recorded("r1", "Before the bearing change", 190, points.slice(0, 2)),
          recorded("r0", "Every morning", 800, points.slice(2, 3), { scheduleId: "s0", state: "cut", reason: "quota" }),
        ];
  let schedules: RecordingSchedule[] =
    points.length < 3
      ? []
      : [
          {
            id: "s0",
            name: "Every morning",
            pointIds: points.slice(2, 3),
            at: "06:00",
            weekdays: [1, 2, 3, 4, 5],
            everyMinutes: 240,
            seconds: 60,
            by: "Jo Brandt",
            enabled: true,
          },
        ];
  const tell = <Value>(value: Value): Value => {
    invented.revision.recordings += 1;
    return value;
  };
  return {
    list: make.recordings.list.handler(({ input }) => ({
      recordings: recordings.slice(input.offset, input.offset + input.limit),
      total: recordings.length,
      bytes: recordings.reduce((sum, { bytes }) => sum + bytes, 0),
      quotaBytes: 5e9,
      preTrigger,
    })),
    start: make.recordings.start.handler(({ input }) => {
      const startedAt = Date.now();
      const tracks = input.pointIds.map((id) => track(id, startedAt - input.preTrigger * 1000, input.preTrigger));
      const recording: SavedRecording = {
        id: `r${Date.now()}`,
        name: input.name,
        by: input.by,
        state: "running",
        startedAt,
        tracks,
        bytes: 0,
      };
      recordings = [recording, ...recordings];
      return tell(recording);
    }),
    stop: make.recordings.stop.handler(({ input }) => {
      recordings = recordings.map((each) =>
        each.id === input.id ? { ...each, state: "done", endedAt: Date.now(), bytes: 4_000_000 } : each,
      );
      return tell(recordings.find(({ id }) => id === input.id)!);
    }),
    remove: make.recordings.remove.handler(({ input }) => {
      recordings = recordings.filter(({ id }) => id !== input.id);
      return tell({ removed: true as const });
    }),
    file: make.recordings.file.handler(() => new File([silentFile()], "recording.wav", { type: "audio/wav" })),
    schedules: make.recordings.schedules.handler(() => schedules),
    saveSchedule: make.recordings.saveSchedule.handler(({ input }) => {
      const schedule = { ...input, id: input.id ?? `s${Date.now()}` };
      schedules = [...schedules.filter(({ id }) => id !== schedule.id), schedule];
      return tell(schedule);
    }),
    removeSchedule: make.recordings.removeSchedule.handler(({ input }) => {
      schedules = schedules.filter(({ id }) => id !== input.id);
      return tell({ removed: true as const });
    }),
  };
}
