import type { HealthySpectrum } from "../domain/alert.ts";
import type { OperatingTag } from "../domain/operatingTag.ts";
import type { ComponentId, PointId } from "../domain/plant.ts";
import type { Milliseconds, UtcMilliseconds } from "../domain/units.ts";
import type { Connection } from "./connection.ts";
import { joinWindows, splitWindows } from "./healthySessionTable.ts";

/** What was asked for: to collect healthy time and train with it, or to train again from what is kept. */
export type RunWish =
  | {
      readonly task: "learn";
      readonly by: string;
      /** Healthy time to collect. */
      readonly duration: Milliseconds;
      /** Forget the sessions learned before. */
      readonly startOver: boolean;
      /** How the machine runs while it learns, as far as somebody says so. */
      readonly tag?: OperatingTag | undefined;
      /** Said for this very learning: then the machine runs, however quiet it is. */
      readonly runs?: boolean | undefined;
    }
  | {
      readonly task: "train";
      readonly by: string;
      /** The engineer's choice; missing: the evidence chooses. */
      readonly kind?: string | undefined;
      readonly recipe?: string | undefined;
      /** Who chose, when that was another one before. */
      readonly chosenBy?: string | undefined;
      /** When those sessions began that it is to learn from; missing: all that are kept. */
      readonly sessions?: readonly UtcMilliseconds[] | undefined;
    };

/** What was collected so far, besides its windows. */
export interface RunProgress {
  readonly recipe: string;
  readonly from: UtcMilliseconds;
  readonly to: UtcMilliseconds;
  readonly collected: Milliseconds;
  readonly unusable: number;
  /** What was measured how, see HealthySession. */
  readonly points: string;
  readonly excerpts: number;
  /** Of every `stride` blocks of windows one is kept. */
  readonly stride: number;
  readonly blocks: number;
  readonly spectra: Readonly<Record<PointId, HealthySpectrum>>;
}

export interface LearningRun {
  readonly componentId: ComponentId;
  /** Runs go one after the other in this order. */
  readonly number: number;
  readonly savedAt: UtcMilliseconds;
  readonly wish: RunWish;
  /** Missing once everything is collected: the session is kept as pending then. */
  readonly progress?: RunProgress | undefined;
}

interface Row extends Omit<LearningRun, "wish" | "progress"> {
  readonly wish: string;
  readonly progress: string | null;
}

/** Learning that is under way, so that a restart takes it up again. On the disk when a call returns. */
export class LearningRunTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The run as it is now; what it collected before stays. */
  put({ componentId, number, savedAt, wish, progress }: LearningRun): void {
    this.#connection.run(
      `INSERT INTO learning_runs (component_id, number, saved_at, wish, collected) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET number = excluded.number, saved_at = excluded.saved_at, wish = excluded.wish,
         collected = excluded.collected`,
      componentId,
      number,
      savedAt,
      JSON.stringify(wish),
      progress === undefined ? null : JSON.stringify(progress),
    );
  }

  /** One block of windows of a run that is kept; an empty one forgets it. @param windows shape [windows][features] */
  putBlock(componentId: ComponentId, block: number, windows: readonly Float32Array[]): void {
    if (windows.length === 0) {
      this.#connection.run("DELETE FROM learning_windows WHERE component_id = ? AND number = ?", componentId, block);
      return;
    }
    this.#connection.run(
      "INSERT OR REPLACE INTO learning_windows (component_id, number, window_count, windows) VALUES (?, ?, ?, ?)",
      componentId,
      block,
      windows.length,
      joinWindows(windows),
    );
  }

  removeBlocks(componentId: ComponentId): void {
    this.#connection.run("DELETE FROM learning_windows WHERE component_id = ?", componentId);
  }

  /** Block by block, oldest first, with the number of each. */
  blocks(componentId: ComponentId): { readonly number: number; readonly windows: Float32Array<ArrayBuffer>[] }[] {
    return this.#connection
      .all<{ number: number; windowCount: number; windows: Uint8Array }>(
        `SELECT number, window_count AS windowCount, windows FROM learning_windows WHERE component_id = ? ORDER BY number`,
        componentId,
      )
      .map(({ number, windowCount, windows }) => ({ number, windows: splitWindows(windows, windowCount) }));
  }

  /** In their order. */
  all(): LearningRun[] {
    return this.#connection
      .all<Row>(
        `SELECT component_id AS componentId, number, saved_at AS savedAt, wish, collected AS progress
           FROM learning_runs ORDER BY number`,
      )
      .map(({ wish, progress, ...run }) => ({
        ...run,
        wish: JSON.parse(wish) as RunWish,
        ...(progress !== null && { progress: JSON.parse(progress) as RunProgress }),
      }));
  }

  remove(componentId: ComponentId): void {
    this.#connection.run("DELETE FROM learning_runs WHERE component_id = ?", componentId);
  }
}
