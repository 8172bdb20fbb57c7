/** The middle of an odd number of values. */
export function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

const warmUpMicros = 300_000;
const repeatMicros = 60_000;

/**
 * User CPU of one call in microseconds: the median over repeats, after everything has been compiled.
 * @param call is handed 0, 1, 2, … so that it can go through its inputs
 */
export function microsPerCall(call: (turn: number) => void, repeats = 9): number {
  let turn = 0;
  const run = (calls: number) => {
    const start = process.cpuUsage();
    for (let i = 0; i < calls; i++) call(turn++);
    return process.cpuUsage(start).user;
  };
  // the batches of the warm-up grow until one lasts long enough; so the clock is read once a repeat
  let calls = 1;
  let user = 0;
  for (let spent = 0; spent < warmUpMicros; spent += user) {
    user = run(calls);
    if (user < repeatMicros) calls *= 2;
  }
  return medianOf(Array.from({ length: repeats }, () => run(calls) / calls));
}
