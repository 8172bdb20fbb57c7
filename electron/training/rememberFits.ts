import type { Micromodel, MicromodelKind } from "../micromodels/kind.ts";

/**
 * The same kind, but what it has fitted once to some windows it does not fit again: the threshold and the trials leave out the same
 * sessions. Kept as long as the result is.
 */
export function rememberFits(kind: MicromodelKind): MicromodelKind {
  const numbers = new WeakMap<Float32Array, number>();
  let next = 0;
  const numberOf = (window: Float32Array) => {
    const number = numbers.get(window) ?? next++;
    numbers.set(window, number);
    return number;
  };
  const fitted = new Map<string, Promise<Micromodel>>();
  return {
    ...kind,
    fit(set, options) {
      const sessions = set.sessions.map((session) => session.windows.map(numberOf).join());
      const key = `${options.seed} ${set.overlap} ${sessions.join(";")}`;
      const known = fitted.get(key) ?? kind.fit(set, options);
      fitted.set(key, known);
      return known;
    },
  };
}
