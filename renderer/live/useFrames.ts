import { useEffect, useState } from "react";
import type { LiveFrame } from "../../electron/contract/liveContract.ts";
import { useClient } from "../link/LinkProvider.tsx";
import { FrameFeed } from "./frameFeed.ts";
import { useStream } from "./useStream.ts";

/** Follows the live frames of a point while mounted; `paused` holds the picture still. */
export function useFrames(pointId: string | undefined, paused: boolean): { feed: FrameFeed; failure: unknown } {
  const client = useClient();
  const [feed] = useState(() => new FrameFeed());
  // biome-ignore lint/correctness/useExhaustiveDependencies: another point starts with an empty picture
  useEffect(() => () => feed.clear(), [feed, pointId]);
  const failure = useStream(
    pointId,
    (signal) => client.live.watch({ pointId: pointId ?? "" }, { signal }),
    (frame) => {
      if (!paused) feed.push(frame);
    },
  );
  return { feed, failure };
}

/** Runs `draw` with the latest frame at most once per picture of the screen. */
export function useDrawnFrames(feed: FrameFeed, draw: (frame: LiveFrame) => void): void {
  useEffect(() => {
    let waiting = 0;
    const stop = feed.listen(() => {
      if (waiting !== 0) return;
      waiting = requestAnimationFrame(() => {
        waiting = 0;
        const frame = feed.latest();
        if (frame !== undefined) draw(frame);
      });
    });
    return () => {
      stop();
      cancelAnimationFrame(waiting);
    };
  }, [feed, draw]);
}

/** The latest frame as React state, a few times a second: for numbers, which nobody reads faster. */
export function useSlowFrame(feed: FrameFeed): LiveFrame | undefined {
  const [frame, setFrame] = useState<LiveFrame>();
  useEffect(() => {
    const timer = setInterval(() => setFrame(feed.latest()), 250);
    return () => clearInterval(timer);
  }, [feed]);
  return frame;
}
