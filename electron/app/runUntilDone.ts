import { latest } from "./latest.ts";

/**
 * Work that shows how it stands, as an async iterable of the newest states: it ends with the work, throws what the work throws, and
 * stops the work when nobody reads on.
 * @param work shows its states; ends soon once its signal is aborted
 */
export async function* runUntilDone<Value>(
  work: (show: (value: Value) => void, stop: AbortSignal) => Promise<void>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Value, void, undefined> {
  const stop = new AbortController();
  const done = new AbortController();
  const end = () => stop.abort();
  signal?.addEventListener("abort", end);
  let last: { readonly value: Value } | undefined;
  let shown: Value | undefined;
  let running = Promise.resolve();
  try {
    const values = latest((listener: (value: Value) => void) => {
      const show = (value: Value) => {
        last = { value };
        listener(value);
      };
      running = work(show, stop.signal).finally(() => done.abort());
      running.catch(() => {});
      return () => {};
    }, done.signal);
    for await (const value of values) {
      shown = value;
      yield value;
    }
    await running;
    // The last state is the result: it is never skipped.
    if (last !== undefined && last.value !== shown && !stop.signal.aborted) yield last.value;
  } finally {
    signal?.removeEventListener("abort", end);
    stop.abort();
    await running.catch(() => {});
  }
}
