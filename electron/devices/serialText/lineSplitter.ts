import type { UtcMilliseconds } from "../../domain/units.ts";

export interface Line {
  /** Without its end; undefined for a line that was too long to be kept. */
  readonly text: string | undefined;
  /** When its first byte arrived. */
  readonly arrival: UtcMilliseconds;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Cuts a byte stream into lines that end in LF or CRLF. What is not yet a line is carried to the next chunk, at most `longest`
 * bytes of it: a longer line is thrown away up to its end and reported without text.
 */
export class LineSplitter {
  /** Bytes thrown away with lines that were too long, their ends included. */
  rejectedBytes = 0;
  readonly #longest: number;
  #rest: Buffer = Buffer.alloc(0);
  #arrival: UtcMilliseconds = 0;
  #overlong = false;

  constructor(longest = 4096) {
    this.#longest = longest;
  }

  /** Bytes held back until their line ends. */
  get held(): number {
    return this.#rest.length;
  }

  push(chunk: Buffer, arrival: UtcMilliseconds): Line[] {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      this.#carry(chunk.subarray(start, end), arrival);
      lines.push(this.#take());
      start = end + 1;
    }
    this.#carry(chunk.subarray(start), arrival);
    return lines;
  }

  #carry(piece: Buffer, arrival: UtcMilliseconds): void {
    if (this.#rest.length === 0 && !this.#overlong) this.#arrival = arrival;
    if (this.#overlong || this.#rest.length + piece.length > this.#longest) {
      this.rejectedBytes += this.#rest.length + piece.length;
      this.#rest = Buffer.alloc(0);
      this.#overlong = true;
    } else if (piece.length > 0) {
      // The chunk belongs to the port: what is kept longer is copied.
      this.#rest = Buffer.concat([this.#rest, piece]);
    }
  }

  #take(): Line {
    if (this.#overlong) {
      this.rejectedBytes += 1;
      this.#overlong = false;
      return { text: undefined, arrival: this.#arrival };
    }
    const end = this.#rest.at(-1) === carriageReturn ? this.#rest.length - 1 : this.#rest.length;
    const text = this.#rest.toString("utf8", 0, end);
    this.#rest = Buffer.alloc(0);
    return { text, arrival: this.#arrival };
  }
}
