import { useEffect, useRef, useState } from "react";

export interface Measurement<Event> {
  readonly latest: Event | undefined;
  readonly running: boolean;
  readonly failure: unknown;
  begin(): void;
  end(): void;
}

/** Follows a stream that ends by itself, once, when somebody begins it: not to be opened again behind their back. */
export function useMeasurement<Event>(
  open: (signal: AbortSignal) => Promise<AsyncIterable<Event>>,
): Measurement<Event> {
  const [latest, setLatest] = useState<Event>();
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const begin = () => {
    stop.current?.abort();
    const own = new AbortController();
    stop.current = own;
    setLatest(undefined);
    setFailure(undefined);
    setRunning(true);
    const follow = async () => {
      try {
        for await (const event of await open(own.signal)) if (!own.signal.aborted) setLatest(event);
      } catch (thrown) {
        if (!own.signal.aborted) setFailure(thrown);
      }
      if (!own.signal.aborted) setRunning(false);
    };
    void follow();
  };
  const end = () => {
    stop.current?.abort();
    setRunning(false);
  };
  return { latest, running, failure, begin, end };
}
