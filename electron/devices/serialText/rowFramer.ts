import { checksumSize } from "../../domain/checksumKinds.ts";
import type { Milliseconds, UtcMilliseconds } from "../../domain/units.ts";
import { matchesChecksum, type RowChecksum } from "./matchesChecksum.ts";

/** What a row lies between. Without an end marker it ends where the next one starts; without any, where a pause begins. */
export interface RowFraming {
  readonly start?: Buffer | undefined;
  readonly end?: Buffer | undefined;
  readonly checksum?: RowChecksum | undefined;
}

export type Spoilt = "cut" | "overlong" | "checksum";

/** What was wrong with a row, for people. */
export const spoiltRow: Record<Spoilt, string> = {
  cut: "a row with no end",
  overlong: "a line without end",
  checksum: "a row with a wrong checksum",
};

export interface RowSink {
  /** @returns whether the row, `data[from … to)` without markers and checksum, could be used */
  row(data: Buffer, from: number, to: number, arrival: UtcMilliseconds): boolean;
  /** A row was cut, too long, or did not match its checksum. */
  spoilt(reason: Spoilt, arrival: UtcMilliseconds): void;
}

/** A row that is complete to the byte comes in one go. */
const pause: Milliseconds = 20;
const nothing = Buffer.alloc(0);

/** Cuts a stream of bytes into rows. Of what is no row yet it keeps `longest` bytes and the markers at most. */
export class RowFramer {
  taken = 0;
  rejected = 0;
  checksumErrors = 0;
  resynchronisations = 0;
  readonly #framing: RowFraming;
  readonly #longest: number;
  readonly #rawSize: number;
  #held = nothing;
  #heldArrival: UtcMilliseconds = 0;
  #lastArrival: UtcMilliseconds = 0;
  /** A row that was too long is thrown away up to its end. */
  #overlong = false;
  /** Whether the row before was found where it was due. */
  #inStep = false;

  constructor(framing: RowFraming, longest = 4096) {
    this.#framing = framing;
    this.#longest = longest;
    const { checksum } = framing;
    this.#rawSize = checksum?.as === "raw" ? checksumSize(checksum.kind) : 0;
  }

  /** Bytes held back until their row ends. */
  get held(): number {
    return this.#held.length;
  }

  push(chunk: Buffer, arrival: UtcMilliseconds, sink: RowSink): void {
    const { start, end } = this.#framing;
    if (!start && !end) this.idle(arrival, sink);
    const fresh = this.#held.length;
    const data = fresh === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    const arrivalOf = (at: number) => (at < fresh ? this.#heldArrival : arrival);
    let at = 0;
    for (let next = at; next >= 0; ) {
      at = next;
      next = start ? this.#startedRow(data, at, start, arrivalOf, sink) : this.#row(data, at, end, arrivalOf, sink);
    }
    if (start) at = this.#skipToStart(data, at, start);
    at = this.#drop(data, at, arrivalOf, sink);
    if (at >= fresh) this.#heldArrival = arrival;
    this.#lastArrival = arrival;
    // The chunk belongs to the port: what is kept longer is copied.
    this.#held = at === data.length ? nothing : Buffer.from(data.subarray(at));
  }

  /** Where only pauses end rows, somebody has to say that there is one. */
  idle(now: UtcMilliseconds, sink: RowSink): void {
    const { start, end } = this.#framing;
    if (start || end || this.#held.length === 0 || now - this.#lastArrival < pause) return;
    const row = this.#held;
    this.#held = nothing;
    this.#close(row, 0, 0, row.length - this.#rawSize, row.length, this.#heldArrival, sink);
  }

  /** A row that only its end tells. @returns where the next begins; -1 when this one is not complete */
  #row(data: Buffer, at: number, end: Buffer | undefined, arrivalOf: (at: number) => number, sink: RowSink): number {
    const found = end ? data.indexOf(end, at) : -1;
    if (found < 0) return -1;
    const next = found + end!.length + this.#rawSize;
    if (next > data.length) return -1;
    if (this.#overlong || found - at > this.#longest) {
      this.#overlong = false;
      this.rejected += next - at;
      sink.spoilt("overlong", arrivalOf(at));
    } else this.#close(data, at, at, found, next, arrivalOf(at), sink);
    return next;
  }

  /** A row that begins with a marker. @returns as `#row` */
  #startedRow(data: Buffer, from: number, start: Buffer, arrivalOf: (at: number) => number, sink: RowSink): number {
    const at = this.#skipToStart(data, from, start);
    const body = at + start.length;
    if (body > data.length) return at > from ? at : -1;
    const { end } = this.#framing;
    const again = data.indexOf(start, body);
    const found = end ? data.indexOf(end, body) : again;
    if (end && again >= 0 && (found < 0 || again < found)) {
      this.#resynchronise(again - at);
      sink.spoilt("cut", arrivalOf(at));
      return again;
    }
    const to = end || found < 0 ? found : found - this.#rawSize;
    const next = end && found >= 0 ? found + end.length + this.#rawSize : found;
    if (found < 0 || next > data.length) return at > from ? at : -1;
    this.#close(data, at, body, to, next, arrivalOf(at), sink);
    return next;
  }

  #close(
    data: Buffer,
    at: number,
    from: number,
    to: number,
    next: number,
    arrival: UtcMilliseconds,
    sink: RowSink,
  ): void {
    const { checksum, end } = this.#framing;
    this.#inStep = true;
    const rawAt = end ? next - this.#rawSize : to;
    const body = checksum ? matchesChecksum(data, from, to, rawAt, checksum) : to;
    if (body !== undefined && body - from <= this.#longest) {
      if (sink.row(data, from, body, arrival)) this.taken += next - at;
      else this.rejected += next - at;
      return;
    }
    this.rejected += next - at;
    if (body === undefined) this.checksumErrors += 1;
    sink.spoilt(body === undefined ? "checksum" : "overlong", arrival);
  }

  /** Line ends between rows are no damage. @returns where a row starts, or may start: the end of the data at the latest */
  #skipToStart(data: Buffer, at: number, start: Buffer): number {
    let to = data.indexOf(start, at);
    for (let begin = Math.max(at, data.length - start.length + 1); to < 0; begin++) {
      if (start.subarray(0, data.length - begin).equals(data.subarray(begin))) to = begin;
    }
    let blank = at;
    while (blank < to && data[blank]! <= 0x20) blank++;
    this.taken += blank - at;
    if (to > blank) this.#resynchronise(to - blank);
    return to;
  }

  #resynchronise(count: number): void {
    if (this.#inStep) this.resynchronisations += 1;
    this.#inStep = false;
    this.rejected += count;
  }

  /** What has grown beyond any row is given up. @returns from where on bytes are still worth keeping */
  #drop(data: Buffer, at: number, arrivalOf: (at: number) => number, sink: RowSink): number {
    const { start, end } = this.#framing;
    const waiting = data.length - at;
    const limit = this.#longest + (start?.length ?? 0) + (end?.length ?? 0) + this.#rawSize;
    if (!this.#overlong && waiting <= limit) return at;
    if (start) {
      this.#resynchronise(waiting);
      sink.spoilt("overlong", arrivalOf(at));
      return data.length;
    }
    if (!end) {
      this.rejected += waiting;
      sink.spoilt("overlong", arrivalOf(at));
      return data.length;
    }
    // The end marker may have begun, and its checksum be on its way.
    const kept = Math.min(waiting, end.length - 1 + this.#rawSize);
    this.rejected += waiting - kept;
    this.#overlong = true;
    return data.length - kept;
  }
}
