import { type FSWatcher, watch } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "../../domain/fault.ts";
import { type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../../domain/units.ts";
import { matchesWildcard } from "../recordedFile/wildcard.ts";
import type { FoundFile } from "./folderJournal.ts";
import type { FolderSettings } from "./folderSettings.ts";

export interface SteadyFile extends FoundFile {
  /** How long it has been seen unchanged. */
  readonly steadyFor: Milliseconds;
}

/** Looking costs about this share of the time, however many files there are … */
const share = 0.05;
/** … unless one look took so long only because the station was busy: in units of `settle`. */
const longestRest = 5;

/**
 * The files of a folder as they become complete. The system tells of changes where it can; on a network share it often cannot, so the
 * folder is looked through at intervals in any case.
 */
export class Arrivals implements Disposable {
  readonly #folder: string;
  readonly #settings: FolderSettings;
  readonly #watcher: FSWatcher | undefined;
  readonly #seen = new Map<string, FoundFile & { readonly since: Milliseconds }>();
  #wake: () => void = () => {};
  #changed = false;
  #cost: Milliseconds = 0;

  constructor(folder: string, settings: FolderSettings) {
    this.#folder = folder;
    this.#settings = settings;
    this.#watcher = this.#watch();
  }

  /**
   * @param now of a clock that is never set
   * @returns what lies there now and is not being written, in no order
   * @throws Fault DEVICE_MISSING, NOT_ALLOWED, DEVICE_LOST when the folder cannot be read
   */
  async look(now: Milliseconds): Promise<SteadyFile[]> {
    const started = performance.now();
    const { patterns, settle } = this.#settings;
    const steady: SteadyFile[] = [];
    const names = new Set(await namesIn(this.#folder, patterns));
    for (const name of this.#seen.keys()) if (!names.has(name)) this.#seen.delete(name);
    for (const name of names) {
      const found = await statOf(this.#folder, name);
      if (!found) continue;
      const before = this.#seen.get(name);
      const same = before?.bytes === found.bytes && before.modified === found.modified;
      const since = same ? before.since : now;
      if (!same) this.#seen.set(name, { ...found, since });
      if (now - since >= settle * millisecondsPerSecond) steady.push({ ...found, steadyFor: now - since });
    }
    this.#cost = performance.now() - started;
    return steady;
  }

  /** Waits until something may have changed. */
  async wait(stop: AbortSignal): Promise<void> {
    const settle = this.#settings.settle * millisecondsPerSecond;
    const rest = Math.min(this.#cost / share, longestRest * settle);
    const interval = Math.max(settle / 2, rest);
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, interval);
    const early = setTimeout(() => {
      if (this.#changed) resolve();
      this.#wake = resolve;
    }, rest);
    const aborted = () => resolve();
    stop.addEventListener("abort", aborted);
    if (stop.aborted) resolve();
    await promise;
    stop.removeEventListener("abort", aborted);
    clearTimeout(timer);
    clearTimeout(early);
    this.#wake = () => {};
    this.#changed = false;
  }

  [Symbol.dispose](): void {
    this.#watcher?.close();
  }

  #watch(): FSWatcher | undefined {
    try {
      const watcher = watch(this.#folder, { persistent: false }, () => {
        this.#changed = true;
        this.#wake();
      });
      // The next look says what is wrong with the folder.
      return watcher.on("error", () => watcher.close());
    } catch {
      return undefined;
    }
  }
}

/** @throws Fault DEVICE_MISSING, NOT_ALLOWED, DEVICE_LOST */
export async function namesIn(folder: string, patterns: readonly string[]): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause) => {
    throw folderFault(folder, cause);
  });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith("."));
  return files.map(({ name }) => name).filter((name) => patterns.some((pattern) => matchesWildcard(name, pattern)));
}

/** Undefined when somebody has taken it away. */
export async function statOf(folder: string, name: string): Promise<FoundFile | undefined> {
  const found = await stat(join(folder, name)).catch(() => undefined);
  return found?.isFile() ? { name, bytes: found.size, modified: found.mtimeMs as UtcMilliseconds } : undefined;
}

function folderFault(folder: string, cause: unknown): Fault {
  const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
  const options = { cause, details: { path: folder, reason } };
  if (reason === "ENOENT") {
    return new Fault(
      "DEVICE_MISSING",
      `There is no folder ${folder}. Check the name, and that its disk or share is connected.`,
      options,
    );
  }
  if (reason === "ENOTDIR")
    return new Fault("BAD_INPUT", `${folder} is no folder. Name the folder recordings are put into.`, options);
  if (reason === "EACCES" || reason === "EPERM") {
    return new Fault(
      "NOT_ALLOWED",
      `${folder} may not be read. Give the station's user the right to read it.`,
      options,
    );
  }
  return new Fault(
    "DEVICE_LOST",
    `${folder} could not be read (${reason}). Check the disk or share it is on.`,
    options,
  );
}
