import { randomUUID } from "node:crypto";
import type { ScheduleDraft } from "../../contract/recordingsContract.ts";
import { asFault, Fault } from "../../domain/fault.ts";
import type { RecordingSchedule } from "../../domain/savedRecording.ts";
import { type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../../domain/units.ts";
import type { Store } from "../../store/openStore.ts";
import { nextStart } from "./nextStart.ts";
import type { RecordingDesk } from "./recordingDesk.ts";
import { wallText } from "./zonedTime.ts";

/** Later than this a start counts as missed: the recording would be of another time than it says. */
const lateness: Milliseconds = 60_000;
/** The clock of the computer was set back by more: then what was done by the old one says nothing. */
const setBack: Milliseconds = 2 * 3_600_000;
const mostCounted = 100;
const watchedUntil = "recording schedules watched until";

export interface ScheduleDeskOptions {
  readonly store: Pick<Store, "recordingSchedules" | "settings">;
  readonly desk: Pick<RecordingDesk, "start" | "isRunning">;
  /** Points that are in the plant now. */
  readonly hasPoint: (pointId: string) => boolean;
  readonly timeZone: string;
  readonly now: () => UtcMilliseconds;
  readonly changed: () => void;
  readonly tell: (fault: Fault) => void;
}

/** Starts what is to be recorded at its time. What the station was not there for is not made up for, but told. */
export class ScheduleDesk implements Disposable {
  readonly #options: ScheduleDeskOptions;
  readonly #timer: NodeJS.Timeout;
  /** Everything that was due up to this moment was started or told. */
  #watched: UtcMilliseconds;
  /** The next start of each schedule, by its id. */
  #next = new Map<string, UtcMilliseconds | undefined>();
  #schedules: readonly RecordingSchedule[];

  constructor(options: ScheduleDeskOptions) {
    this.#options = options;
    const now = options.now();
    const noted = options.store.settings.get(watchedUntil);
    this.#watched = typeof noted === "number" && noted <= now ? noted : now;
    this.#schedules = options.store.recordingSchedules.all();
    this.#timer = setInterval(() => this.tick(), millisecondsPerSecond);
    this.#timer.unref();
    this.tick();
  }

  all(): readonly RecordingSchedule[] {
    return this.#schedules;
  }

  /** @throws Fault NOT_FOUND for a schedule that is gone, BAD_INPUT when one would begin before the one before has ended */
  save({ id, ...draft }: ScheduleDraft): RecordingSchedule {
    const { store } = this.#options;
    if (id !== undefined) this.#found(id);
    const { everyMinutes, seconds } = draft;
    if (everyMinutes !== undefined && seconds >= everyMinutes * 60) {
      throw new Fault(
        "BAD_INPUT",
        `Recordings of ${seconds} s cannot start every ${everyMinutes} min. Let them be shorter, or start less often.`,
      );
    }
    const schedule: RecordingSchedule = { id: id ?? randomUUID(), ...draft };
    store.recordingSchedules.put(schedule);
    this.#reload();
    return schedule;
  }

  /** @throws Fault NOT_FOUND */
  remove(id: string): void {
    this.#options.store.recordingSchedules.remove(this.#found(id).id);
    this.#reload();
  }

  /** Starts what became due since the last look. */
  tick(): void {
    const now = this.#options.now();
    if (now < this.#watched) {
      if (this.#watched - now > setBack) this.#forget(now);
      return;
    }
    const due = this.#schedules.filter((schedule) => this.#startDue(schedule, now));
    this.#watched = now;
    // Only what was due could be started or told a second time after a kill.
    if (due.length > 0) this.#note();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#note();
  }

  /** @returns whether it was due */
  #startDue(schedule: RecordingSchedule, now: UtcMilliseconds): boolean {
    const { timeZone } = this.#options;
    if (!this.#next.has(schedule.id)) {
      this.#next.set(schedule.id, nextStart(schedule, this.#watched, timeZone));
    }
    let due = this.#next.get(schedule.id);
    let missed: UtcMilliseconds | undefined;
    let count = 0;
    let starts: UtcMilliseconds | undefined;
    while (due !== undefined && due <= now) {
      if (now - due <= lateness) starts = due;
      else if (count < mostCounted) {
        missed ??= due;
        count += 1;
      }
      // After a long absence only the present matters.
      const from = count === mostCounted ? Math.max(due, now - lateness) : due;
      due = nextStart(schedule, from, timeZone);
    }
    this.#next.set(schedule.id, due);
    if (missed !== undefined) this.#tellMissed(schedule, missed, count);
    if (starts !== undefined) void this.#start(schedule);
    return starts !== undefined || missed !== undefined;
  }

  async #start({ id, name, pointIds, seconds, by }: RecordingSchedule): Promise<void> {
    const { desk, hasPoint, tell } = this.#options;
    const failed = (why: string) => tell(new Fault("STORE_FAILED", `"${name}" was not recorded: ${why}`));
    if (desk.isRunning(id)) return failed("the one before is still running.");
    const there = pointIds.filter(hasPoint);
    if (there.length === 0) return failed("none of its points is in the plant any more.");
    try {
      await desk.start({ name, pointIds: there, preTrigger: 0, seconds, by, scheduleId: id });
      if (there.length < pointIds.length) {
        tell(new Fault("NOT_FOUND", `"${name}" is recorded without points that are no longer in the plant.`));
      }
    } catch (thrown) {
      failed(asFault(thrown, "STORE_FAILED").message);
    }
  }

  #tellMissed({ name }: RecordingSchedule, first: UtcMilliseconds, count: number): void {
    const time = wallText(first, this.#options.timeZone);
    const more = count === 1 ? "" : `, and ${count === mostCounted ? "many" : count - 1} more after it`;
    const message = `The recording "${name}" of ${time} was missed${more}: the station was not running, or its clock was changed.`;
    this.#options.tell(new Fault("CANCELLED", message));
  }

  /** The clock was set back: from now on its new time counts. */
  #forget(now: UtcMilliseconds): void {
    this.#watched = now;
    this.#next = new Map();
  }

  #reload(): void {
    this.#schedules = this.#options.store.recordingSchedules.all();
    this.#next = new Map();
    // What would have been due before it was made is none of its business.
    this.#note();
    this.#options.changed();
  }

  #found(id: string): RecordingSchedule {
    const found = this.#schedules.find((schedule) => schedule.id === id);
    if (found !== undefined) return found;
    throw new Fault("NOT_FOUND", "This schedule was removed. Reload the page to see which there are.");
  }

  #note(): void {
    try {
      this.#options.store.settings.set(watchedUntil, this.#watched);
    } catch (thrown) {
      this.#options.tell(asFault(thrown, "STORE_FAILED"));
    }
  }
}
