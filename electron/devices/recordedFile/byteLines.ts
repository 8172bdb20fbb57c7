import type { FileHandle } from "node:fs/promises";
import { readAt } from "./readAt.ts";

const chunkBytes = 65_536;
/** No line of a text format of measurements is longer. */
const longestLine = 65_536;

/** Reads a file line by line and knows where in it each line stands: formats that mix text and binary data need both. */
export class ByteLines {
  readonly #file: FileHandle;
  #buffer: Buffer = Buffer.alloc(0);
  #at = 0;
  /** Of the first byte of the buffer. */
  #origin: number;

  constructor(file: FileHandle, position = 0) {
    this.#file = file;
    this.#origin = position;
  }

  /** Where the next line begins. */
  get position(): number {
    return this.#origin + this.#at;
  }

  seek(position: number): void {
    this.#buffer = Buffer.alloc(0);
    this.#at = 0;
    this.#origin = position;
  }

  /** @returns the next line without its end; undefined at the end of the file, or when a line is too long to be one */
  async next(): Promise<string | undefined> {
    let end = this.#buffer.indexOf(10, this.#at);
    while (end < 0 && this.#buffer.length - this.#at <= longestLine) {
      const more = await readAt(this.#file, this.#origin + this.#buffer.length, chunkBytes);
      if (more.length === 0) break;
      const rest = this.#buffer.subarray(this.#at);
      this.#origin += this.#at;
      this.#at = 0;
      this.#buffer = Buffer.concat([rest, more]);
      end = this.#buffer.indexOf(10, rest.length);
    }
    const length = this.#buffer.length - this.#at;
    if (end < 0 && (length === 0 || length > longestLine)) return undefined;
    const line = textOf(this.#buffer.subarray(this.#at, end < 0 ? this.#buffer.length : end));
    this.#at = end < 0 ? this.#buffer.length : end + 1;
    return line.endsWith("\r") ? line.slice(0, -1) : line;
  }
}

/** UTF-8 where it is; otherwise every byte is a letter, as older programs write µ and ². */
function textOf(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  return text.includes("\uFFFD") ? bytes.toString("latin1") : text;
}
