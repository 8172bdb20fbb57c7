import { constants } from "node:fs";
import { access, appendFile, open, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Fault } from "../../domain/fault.ts";
import type { UtcMilliseconds } from "../../domain/units.ts";

export const journalName = ".auscult-journal.jsonl";
/** Every journal begins with it: a file of somebody else is not written over, whoever names it. */
const head = '{"journal":"auscult"}\n';

/** One file as it lay in the folder: another size or time makes it another recording. */
export interface FoundFile {
  readonly name: string;
  readonly bytes: number;
  readonly modified: UtcMilliseconds;
}

interface Entry extends FoundFile {
  readonly state: "analysed" | "refused" | "moved";
  /** Of a refused one: why, for people, and the setup that it did not fit. */
  readonly reason?: string;
  readonly wanted?: string;
  /** Of an analysed one: when its last sample was taken. */
  readonly to?: UtcMilliseconds;
}

/**
 * Which files of a folder have been dealt with, across restarts. It stands in the folder itself, one line of JSON each, so that it
 * goes with the recordings when they are moved to another computer; whoever deletes it has all of them analysed again.
 */
export class FolderJournal {
  /** The last sample that was analysed. */
  lastEnd: UtcMilliseconds | undefined;
  readonly #path: string;
  readonly #entries = new Map<string, Entry>();

  private constructor(path: string) {
    this.#path = path;
  }

  /**
   * @param present names of the files in the folder: what is known of others is forgotten
   * @throws Fault NOT_ALLOWED when it cannot be written: everything would be analysed again after each restart; BAD_INPUT as `check`
   */
  static async open(folder: string, file: string | undefined, present: ReadonlySet<string>): Promise<FolderJournal> {
    const path = file ?? join(folder, journalName);
    const journal = new FolderJournal(path);
    const isThere = await isJournal(path);
    const text = isThere ? await readFile(path, "utf8").catch((cause) => Promise.reject(notWritable(path, cause))) : "";
    for (const line of text.split("\n")) journal.#recall(line);
    for (const name of journal.#entries.keys()) if (!present.has(name)) journal.#entries.delete(name);
    await journal.#rewrite();
    return journal;
  }

  /**
   * Looks whether a journal can stand at a path.
   * @throws Fault BAD_INPUT when something else stands there; NOT_ALLOWED when it cannot be written
   */
  static async check(path: string): Promise<void> {
    await isJournal(path);
    await access(dirname(path), constants.W_OK).catch((cause) => Promise.reject(notWritable(path, cause)));
  }

  /** @param wanted the setup: a file that did not fit another one is tried again */
  isDone({ name, bytes, modified }: FoundFile, wanted: string): boolean {
    const entry = this.#entries.get(name);
    if (!entry || entry.state === "moved" || entry.bytes !== bytes || entry.modified !== modified) return false;
    return entry.state === "analysed" || entry.wanted === wanted;
  }

  analysed(file: FoundFile, to: UtcMilliseconds): Promise<void> {
    this.lastEnd = to;
    return this.#add({ ...file, state: "analysed", to });
  }

  refused(file: FoundFile, reason: string, wanted: string): Promise<void> {
    return this.#add({ ...file, state: "refused", reason, wanted });
  }

  /** It has left the folder: should it come back, it is meant to be analysed again. */
  moved(file: FoundFile): Promise<void> {
    return this.#add({ ...file, state: "moved", ...(this.lastEnd !== undefined && { to: this.lastEnd }) });
  }

  async #add({ name, bytes, modified, ...more }: Entry): Promise<void> {
    const entry = { name, bytes, modified, ...more };
    this.#entries.set(name, entry);
    await appendFile(this.#path, `${JSON.stringify(entry)}\n`).catch((cause) => {
      throw notWritable(this.#path, cause);
    });
  }

  /** A line that was cut by a power failure is left out: its file is analysed once more. */
  #recall(line: string): void {
    try {
      const entry = JSON.parse(line) as Entry;
      if (typeof entry.name === "string") this.#entries.set(entry.name, entry);
      if (typeof entry.to === "number") this.lastEnd = Math.max(this.lastEnd ?? entry.to, entry.to);
    } catch {
      // Not a line of the journal.
    }
  }

  /** Without what is forgotten; the last end survives in a line of its own. */
  async #rewrite(): Promise<void> {
    const lines = [...this.#entries.values()]
      .filter(({ state }) => state !== "moved")
      .map((each) => JSON.stringify(each));
    if (this.lastEnd !== undefined) lines.unshift(JSON.stringify({ to: this.lastEnd }));
    const fresh = `${this.#path}.auscult-new`;
    try {
      await writeFile(fresh, head + lines.map((line) => `${line}\n`).join(""), { flush: true });
      await rename(fresh, this.#path);
    } catch (cause) {
      throw notWritable(this.#path, cause);
    }
  }
}

/** @returns false when nothing stands there. @throws Fault BAD_INPUT when it is something else, NOT_ALLOWED when it cannot be read */
async function isJournal(path: string): Promise<boolean> {
  try {
    // Not to wait for a writer, where it is a pipe.
    await using file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const found = await file.stat();
    if (found.isFile() && found.size === 0) return false;
    if (found.isFile()) {
      const { buffer } = await file.read(Buffer.alloc(head.length), 0, head.length, 0);
      if (buffer.toString("utf8") === head) return true;
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw notWritable(path, cause);
  }
  const message = `${path} is there already and no journal of recordings; it is left as it is. Name a file that is not there yet.`;
  throw new Fault("BAD_INPUT", message, { details: { setting: "journal", path } });
}

function notWritable(path: string, cause: unknown): Fault {
  const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
  const message = `The journal of analysed recordings, ${path}, cannot be written (${reason}). Give the station's user the right to write into ${dirname(path)}, or set another file for the journal.`;
  return new Fault("NOT_ALLOWED", message, { cause, details: { path, reason } });
}
