import type { TrainingSet } from "../micromodels/kind.ts";

/** So long a round takes at least: far above the resolution of the clock. */
const roundMilliseconds = 2;
const rounds = 7;
/** More windows would only be more memory to walk through. */
const mostTimed = 200;

/**
 * What a call costs once it is warm, in microseconds: median over rounds, so that another program's turn does not count.
 * @param inputs handed out in turn; none: 0
 */
export function microsPerCall<Input>(inputs: readonly Input[], call: (input: Input) => unknown): number {
  if (inputs.length === 0) return 0;
  const found = Array.from({ length: rounds }, () => {
    const begun = performance.now();
    let calls = 0;
    while (performance.now() - begun < roundMilliseconds) {
      for (const input of inputs) call(input);
      calls += inputs.length;
    }
    return (1000 * (performance.now() - begun)) / calls;
  });
  return found.sort((one, other) => one - other)[rounds >> 1]!;
}

/** Windows to time a score with. */
export function someWindows({ sessions }: Pick<TrainingSet, "sessions">): readonly Float32Array[] {
  return sessions.flatMap(({ windows }) => windows.slice(0, mostTimed)).slice(0, mostTimed);
}
