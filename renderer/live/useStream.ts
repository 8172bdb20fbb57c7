import { useEffect, useEffectEvent, useState } from "react";
import type { Milliseconds } from "../../electron/domain/units.ts";
import { StationAway } from "../link/connection.ts";
import { useLinkState } from "../link/LinkProvider.tsx";

const pauseBeforeReopening: Milliseconds = 1500;

/**
 * Follows one stream of the contract while mounted, and opens it again when the link comes back or the stream breaks.
 * @param key what is followed; a new key follows something else, undefined nothing
 * @returns what the stream last failed with, until an event arrives
 */
export function useStream<Event>(
  key: string | undefined,
  open: (signal: AbortSignal) => Promise<AsyncIterable<Event>>,
  receive: (event: Event) => void,
): unknown {
  const link = useLinkState();
  const generation = link.phase === "open" ? link.generation : undefined;
  const [failure, setFailure] = useState<unknown>(undefined);
  const openNow = useEffectEvent(open);
  const receiveNow = useEffectEvent((event: Event) => {
    receive(event);
    setFailure(undefined);
  });
  useEffect(() => {
    if (key === undefined || generation === undefined) return;
    const stop = new AbortController();
    const follow = async () => {
      while (!stop.signal.aborted) {
        try {
          for await (const event of await openNow(stop.signal)) {
            if (stop.signal.aborted) return;
            receiveNow(event);
          }
        } catch (thrown) {
          if (stop.signal.aborted || thrown instanceof StationAway) return;
          setFailure(thrown);
        }
        await new Promise((resolve) => setTimeout(resolve, pauseBeforeReopening));
      }
    };
    void follow();
    return () => stop.abort();
  }, [key, generation]);
  return failure;
}
