import { existsSync, mkdirSync, readdirSync, statfsSync, statSync } from "node:fs";
import { join } from "node:path";
import { asFault, Fault } from "../domain/fault.ts";
import { millisecondsPerSecond, type UtcMilliseconds } from "../domain/units.ts";
import { AlarmBudgetTable } from "./alarmBudgetTable.ts";
import { AlertTables } from "./alertTables.ts";
import type { Connection } from "./connection.ts";
import { EvidenceFiles } from "./evidenceFiles.ts";
import { ExcerptFiles } from "./excerptFiles.ts";
import { FeatureTable } from "./featureTable.ts";
import { GapTable } from "./gapTable.ts";
import { HealthySessionTable } from "./healthySessionTable.ts";
import { LabelTable } from "./labelTable.ts";
import { LearningRunTable } from "./learningRunTable.ts";
import { lockFolder } from "./lockFolder.ts";
import { migrations } from "./migrations/migrations.ts";
import { ModelDecisionTable } from "./modelDecisionTable.ts";
import { ModelTable } from "./modelTable.ts";
import { openDatabase, type StoreNotice } from "./openDatabase.ts";
import { OperatingTagTable } from "./operatingTagTable.ts";
import { PlantTables } from "./plantTables.ts";
import { type BufferedTables, type Pruned, prune } from "./prune.ts";
import { RecordingFiles } from "./recordingFiles.ts";
import { RecordingScheduleTable } from "./recordingScheduleTable.ts";
import { RecordingTable } from "./recordingTable.ts";
import { type Retention, SettingTable } from "./settingTable.ts";
import { SourceClockTable } from "./sourceClockTable.ts";
import { SourceTable } from "./sourceTable.ts";
import { SourceTroubleTable } from "./sourceTroubleTable.ts";
import { TrendTables } from "./trendTables.ts";

const megabyte = 1_000_000;

/** What one row takes on the disk, index and slack included; measured, rounded up. */
const trendRowBytes = 60;
const featureRowBytes = 400;

/**
 * Opens the data folder of a station, and makes it when it is not there. `notices` says what had to be set aside.
 * @throws Fault CONFLICT when another station uses the folder or a newer app wrote it; RUNTIME_WRONG; STORE_FAILED
 */
export function openStore(
  folder: string,
  options: { readonly now: () => UtcMilliseconds; readonly readWholeUpTo?: number },
): Store {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (thrown) {
    throw new Fault("STORE_FAILED", `The data folder ${folder} cannot be made: ${(thrown as Error).message}.`, {
      cause: thrown,
      details: { folder },
    });
  }
  using opening = new DisposableStack();
  const lock = opening.use(lockFolder(folder));
  const { connection, notices } = openDatabase(folder, options.now(), migrations, options.readWholeUpTo);
  opening.use(connection);
  mkdirSync(join(folder, "models"), { recursive: true });
  mkdirSync(join(folder, "evidence"), { recursive: true });
  const store = new Store(folder, options.now, lock, connection, notices);
  opening.move();
  return store;
}

/**
 * Everything a station remembers. One writer. Trends, features and gaps are committed together once a second; all else is on
 * the disk when its call returns.
 */
export class Store implements AsyncDisposable {
  readonly folder: string;
  /** What the user has to be told: a database set aside, a disk that refuses. */
  readonly notices: StoreNotice[];
  readonly plant: PlantTables;
  readonly trends: Pick<TrendTables, "add" | "read">;
  readonly features: Pick<FeatureTable, "add" | "read">;
  readonly gaps: Pick<GapTable, "add" | "read" | "sums">;
  readonly troubles: Pick<SourceTroubleTable, "add" | "read">;
  readonly clocks: Pick<SourceClockTable, "add" | "read">;
  readonly alerts: AlertTables;
  readonly models: ModelTable;
  readonly decisions: ModelDecisionTable;
  readonly evidence: EvidenceFiles;
  readonly sessions: HealthySessionTable;
  readonly excerpts: ExcerptFiles;
  readonly runs: LearningRunTable;
  readonly budgets: AlarmBudgetTable;
  readonly tags: OperatingTagTable;
  readonly labels: LabelTable;
  readonly settings: SettingTable;
  readonly recordings: RecordingTable;
  readonly recordingFiles: RecordingFiles;
  readonly recordingSchedules: RecordingScheduleTable;
  readonly #now: () => UtcMilliseconds;
  readonly #lock: Disposable;
  readonly #connection: Connection;
  readonly #sources: SourceTable;
  readonly #buffered: BufferedTables;
  readonly #timer: NodeJS.Timeout;
  #refused: StoreNotice | undefined;
  #closed = false;

  /** Use `openStore`. */
  constructor(
    folder: string,
    now: () => UtcMilliseconds,
    lock: Disposable,
    connection: Connection,
    notices: StoreNotice[],
  ) {
    this.folder = folder;
    this.notices = notices;
    this.#now = now;
    this.#lock = lock;
    this.#connection = connection;
    this.#sources = new SourceTable(connection);
    const trends = new TrendTables(connection, this.#sources);
    const features = new FeatureTable(connection, this.#sources);
    const gaps = new GapTable(connection);
    const troubles = new SourceTroubleTable(connection);
    const clocks = new SourceClockTable(connection);
    this.#buffered = { trends, features, gaps, troubles, clocks };
    this.plant = new PlantTables(connection);
    // Readers see what is still waiting: it is written first.
    this.trends = {
      add: (...sample) => trends.add(...sample),
      read: (...range) => this.#flushed(() => trends.read(...range)),
    };
    this.features = {
      add: (...vector) => features.add(...vector),
      read: (...range) => this.#flushed(() => features.read(...range)),
    };
    this.gaps = {
      add: (gap) => gaps.add(gap),
      read: (...range) => this.#flushed(() => gaps.read(...range)),
      sums: (...range) => this.#flushed(() => gaps.sums(...range)),
    };
    this.troubles = {
      add: (trouble) => troubles.add(trouble),
      read: (...range) => this.#flushed(() => troubles.read(...range)),
    };
    this.clocks = {
      add: (...clock) => clocks.add(...clock),
      read: (...range) => this.#flushed(() => clocks.read(...range)),
    };
    this.alerts = new AlertTables(connection);
    this.models = new ModelTable(connection, join(folder, "models"));
    this.decisions = new ModelDecisionTable(connection);
    this.evidence = new EvidenceFiles(connection, join(folder, "evidence"), now);
    this.sessions = new HealthySessionTable(connection);
    this.excerpts = new ExcerptFiles(connection, join(folder, "excerpts"), now());
    this.runs = new LearningRunTable(connection);
    this.budgets = new AlarmBudgetTable(connection);
    this.tags = new OperatingTagTable(connection);
    this.labels = new LabelTable(connection);
    this.settings = new SettingTable(connection);
    this.recordingFiles = new RecordingFiles(join(folder, "recordings"));
    this.recordings = new RecordingTable(connection, this.recordingFiles, now());
    this.recordingSchedules = new RecordingScheduleTable(connection);
    this.#timer = setInterval(() => this.#flushOnTime(), millisecondsPerSecond);
    this.#timer.unref();
  }

  /** Commits what is waiting. @throws Fault STORE_FAILED, STORE_CORRUPT; what waits is kept for the next try */
  flush(): void {
    const waiting = [...Object.values(this.#buffered), this.excerpts].filter((table) => table.waiting > 0);
    if (waiting.length === 0) return;
    const writing = () => waiting.map((table) => table.write());
    const committed = this.#connection.transaction(writing);
    for (const forget of committed) forget();
    this.#takeBackRefusal();
  }

  /** Several changes, all or none, in one commit: a whole plant put in place. */
  transaction<Result>(work: () => Result): Result {
    return this.#connection.transaction(work);
  }

  /** Deletes a bounded amount of what is older or more than `retention` allows. Call it again soon while `more`. */
  prune(now: UtcMilliseconds, retention: Retention = this.settings.retention()): Pruned {
    this.flush();
    return prune(this.#connection, this.#buffered, this.evidence, this.models, now, retention);
  }

  /** Bytes: taken by this station, free on the disk, and the most that retention lets it take on this disk. */
  disk(): { used: number; free: number; limit: number } {
    const files = this.evidence.used() + this.excerpts.used() + this.recordings.used();
    const used = files + this.#databaseBytes() + folderBytes(join(this.folder, "models"));
    const { bavail, bsize } = statfsSync(this.folder);
    const free = bavail * bsize;
    const kept = this.settings.retention();
    const rows = kept.secondTrendDays * 86_400 + kept.minuteTrendDays * 1440 + kept.hourTrendDays * 24;
    const perSource = rows * trendRowBytes + kept.featureHours * 3600 * featureRowBytes;
    const allowed =
      (kept.evidenceMegabytes + kept.recordingMegabytes) * megabyte +
      this.excerpts.used() +
      Math.max(1, this.#sources.all().length) * perSource;
    return { used, free, limit: Math.min(Math.max(allowed, used), used + free) };
  }

  /** Commits, closes, and lets go of the folder. Once is enough; again does nothing. @throws Fault STORE_FAILED */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#timer);
    using closing = new DisposableStack();
    closing.use(this.#lock);
    closing.use(this.#connection);
    this.flush();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.excerpts.settled();
    this.close();
  }

  #flushed<Result>(read: () => Result): Result {
    this.flush();
    return read();
  }

  /** The measurements wait in memory until the disk takes them again; the user is told once. */
  #flushOnTime(): void {
    try {
      this.flush();
    } catch (thrown) {
      if (this.#refused) return;
      const { code, message } = asFault(thrown, "STORE_FAILED");
      this.#refused = {
        code: code === "STORE_CORRUPT" ? code : "STORE_FAILED",
        time: this.#now(),
        message: `Measurements wait in memory until they can be written. ${message}`,
      };
      this.notices.push(this.#refused);
    }
  }

  /** The disk takes measurements again: the notice that it did not has become untrue. */
  #takeBackRefusal(): void {
    const index = this.#refused === undefined ? -1 : this.notices.indexOf(this.#refused);
    if (index >= 0) this.notices.splice(index, 1);
    this.#refused = undefined;
  }

  #databaseBytes(): number {
    return ["station.db", "station.db-wal"].reduce((sum, name) => sum + fileBytes(join(this.folder, name)), 0);
  }
}

/** 0 for a folder that somebody has moved away: the figures are for the eye. */
function folderBytes(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder).reduce((sum, name) => sum + fileBytes(join(folder, name)), 0);
}

function fileBytes(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
