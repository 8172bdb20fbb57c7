import type { RecordingSchedule } from "../domain/savedRecording.ts";
import type { Connection } from "./connection.ts";

/** Recordings that start by themselves. On the disk when a call returns. */
export class RecordingScheduleTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** By name. */
  all(): RecordingSchedule[] {
    return this.#connection
      .all<{ schedule: string }>("SELECT schedule FROM recording_schedules")
      .map(({ schedule }) => JSON.parse(schedule) as RecordingSchedule)
      .sort((one, other) => one.name.localeCompare(other.name));
  }

  put(schedule: RecordingSchedule): void {
    this.#connection.run(
      "INSERT OR REPLACE INTO recording_schedules (id, schedule) VALUES (?, ?)",
      schedule.id,
      JSON.stringify(schedule),
    );
  }

  /** @returns whether it was there */
  remove(id: string): boolean {
    return this.#connection.run("DELETE FROM recording_schedules WHERE id = ?", id) > 0;
  }
}
