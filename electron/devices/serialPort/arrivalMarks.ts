import type { UtcMilliseconds } from "../../domain/units.ts";

/** When the bytes came that are held back and looked at again together with later ones. */
export class ArrivalMarks {
  #marks: { at: number; readonly arrival: UtcMilliseconds }[] = [];

  /** From byte `at` on, the bytes came at `arrival`. */
  add(at: number, arrival: UtcMilliseconds): void {
    this.#marks.push({ at, arrival });
  }

  arrivalOf(at: number): UtcMilliseconds {
    const marks = this.#marks;
    let index = marks.length - 1;
    while (index > 0 && marks[index]!.at > at) index--;
    return marks[index]!.arrival;
  }

  /** The first `count` of `length` bytes are done with; the others are counted from 0 again. */
  drop(count: number, length: number): void {
    if (count === length) {
      this.#marks.length = 0;
      return;
    }
    const marks = this.#marks;
    let first = marks.length - 1;
    while (first > 0 && marks[first]!.at > count) first--;
    marks.splice(0, first);
    for (const mark of marks) mark.at = Math.max(0, mark.at - count);
  }
}
