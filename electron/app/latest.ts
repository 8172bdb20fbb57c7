/**
 * Values of a listener as an async iterable that keeps only the newest: a slow page skips pictures, it never piles them up.
 * @param subscribe starts listening; the function it returns stops
 */
export async function* latest<Value>(
  subscribe: (listener: (value: Value) => void) => () => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<Value, void, undefined> {
  let newest: { readonly value: Value } | undefined;
  let wake = Promise.withResolvers<void>();
  const stop = subscribe((value) => {
    newest = { value };
    wake.resolve();
  });
  const end = () => wake.resolve();
  signal?.addEventListener("abort", end);
  try {
    while (!signal?.aborted) {
      await wake.promise;
      wake = Promise.withResolvers<void>();
      if (newest === undefined) continue;
      const { value } = newest;
      newest = undefined;
      yield value;
    }
  } finally {
    signal?.removeEventListener("abort", end);
    stop();
  }
}
