import { oc, type } from "@orpc/contract";
import { z } from "zod";
import type { RecordingSchedule, SavedRecording } from "../domain/savedRecording.ts";
import type { Seconds } from "../domain/units.ts";
import { faults } from "./faults.ts";
import { author, id, name } from "./validators.ts";

export interface RecordingPage {
  /** Newest first; those that run stand first. */
  readonly recordings: readonly SavedRecording[];
  readonly total: number;
  readonly bytes: number;
  /** Nothing is recorded beyond it. */
  readonly quotaBytes: number;
  /** How far back a recording reaches when it is started, as far as memory allows at this moment. */
  readonly preTrigger: Seconds;
}

/** Bytes of a recorded file that one answer holds. */
export const recordingPieceBytes = 8 * 1024 * 1024;

const scheduleDraft = z.object({
  id: id.optional(),
  name,
  pointIds: z.array(id).min(1).max(256),
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Give the time as HH:MM."),
  weekdays: z.array(z.number().int().min(0).max(6)).max(7),
  everyMinutes: z.number().int().min(1).max(1440).optional(),
  seconds: z.number().min(1).max(86_400),
  by: author,
  enabled: z.boolean(),
});
export type ScheduleDraft = z.infer<typeof scheduleDraft>;

export const recordingsContract = {
  list: oc
    .errors(faults)
    .input(z.object({ offset: z.number().int().min(0), limit: z.number().int().min(1).max(500) }))
    .output(type<RecordingPage>()),
  /** Begins up to `preTrigger` seconds before now. Ends after `seconds`, or when it is stopped. */
  start: oc
    .errors(faults)
    .input(
      z.object({
        name,
        pointIds: z.array(id).min(1).max(256),
        preTrigger: z.number().min(0).max(600),
        seconds: z.number().min(1).max(86_400).optional(),
        by: author,
      }),
    )
    .output(type<SavedRecording>()),
  stop: oc.errors(faults).input(z.object({ id })).output(type<SavedRecording>()),
  remove: oc.errors(faults).input(z.object({ id })).output(type<{ readonly removed: true }>()),
  /**
   * The WAV file of one point, by pieces of `recordingPieceBytes`: ask again from where the last piece ended until one is shorter.
   * So hours of recording cross without ever being whole in memory.
   */
  file: oc
    .errors(faults)
    .input(z.object({ id, pointId: id, offset: z.number().int().min(0) }))
    .output(type<File>()),
  schedules: oc.errors(faults).output(type<readonly RecordingSchedule[]>()),
  saveSchedule: oc.errors(faults).input(scheduleDraft).output(type<RecordingSchedule>()),
  removeSchedule: oc.errors(faults).input(z.object({ id })).output(type<{ readonly removed: true }>()),
};
