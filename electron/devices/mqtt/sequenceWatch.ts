/** Counters of senders begin again at these. */
const wraps = [2 ** 8, 2 ** 16, 2 ** 31, 2 ** 32];
/** A number so little below the last one is a message that comes late, a smaller one a sender that has begun anew. */
const latest = 16;
/** A larger leap is a sender that counts otherwise, not a loss. */
const longestLoss = 100_000;

export type SequenceStep =
  | { readonly kind: "next"; readonly missing: number }
  /** It came before: twice, or late. */
  | { readonly kind: "repeated" }
  | { readonly kind: "restarted" };

/** Compares each number with the one before it. */
export class SequenceWatch {
  #last: number | undefined;

  step(number: number): SequenceStep {
    const last = this.#last;
    const late = last === undefined ? 0 : last - number;
    if (last !== undefined && late >= 0 && late <= latest && (number > 1 || late === 0)) return { kind: "repeated" };
    this.#last = number;
    if (last === undefined) return { kind: "next", missing: 0 };
    if (number > last) {
      const missing = number - last - 1;
      return missing <= longestLoss ? { kind: "next", missing } : { kind: "restarted" };
    }
    const wrap = wraps.find((each) => last < each && each - last + number <= latest);
    return wrap === undefined ? { kind: "restarted" } : { kind: "next", missing: wrap - last + number - 1 };
  }
}
