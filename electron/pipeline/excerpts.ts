/** A minute is kept more densely than what follows: a short learning still gets enough, a long one does not fill the memory. */
const densely = { windows: 60, every: 3 };
const every = 10;

/** Whether the samples of a window are kept, `count` windows after the collecting began: the first one always. */
export function isExcerpt(count: number): boolean {
  return count % (count < densely.windows ? densely.every : every) === 0;
}
