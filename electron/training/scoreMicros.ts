import type { Micromodel } from "../micromodels/kind.ts";

const repeats = 5;
const most = 200;

/** Microseconds that one score takes: the median of a few rounds over so many windows. */
export function scoreMicros(model: Pick<Micromodel, "score">, windows: readonly Float32Array[]): number {
  const used = windows.slice(0, most);
  const rounds = Array.from({ length: repeats }, () => {
    const begun = performance.now();
    for (const window of used) model.score(window);
    return ((performance.now() - begun) * 1000) / used.length;
  });
  return rounds.sort((one, other) => one - other)[repeats >> 1]!;
}
