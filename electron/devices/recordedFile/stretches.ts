import type { TrackGap } from "../../domain/savedRecording.ts";

/** Samples that follow on one another. */
export interface Stretch {
  readonly channels: readonly Float32Array<ArrayBuffer>[];
  /** Of the first sample, counted from the beginning of the recording. */
  readonly at: number;
  /** Samples per channel that are missing before it. */
  readonly lostBefore: number;
}

/**
 * The blocks of a recording without what a station filled in where samples had been lost.
 * @param gaps in order, none inside another
 */
export async function* stretches(
  blocks: AsyncIterable<readonly Float32Array<ArrayBuffer>[]>,
  gaps: readonly TrackGap[] = [],
): AsyncGenerator<Stretch, void, undefined> {
  let start = 0;
  let passed = 0;
  let lostBefore = 0;
  for await (const block of blocks) {
    const length = block[0]!.length;
    for (let from = 0; from < length; ) {
      const at = start + from;
      while (passed < gaps.length && gaps[passed]!.at + gaps[passed]!.samples <= at) passed += 1;
      const gap = gaps[passed];
      const before = Math.min(length, gap === undefined ? length : gap.at - start);
      if (from < before) {
        const whole = from === 0 && before === length;
        const channels = whole ? block : block.map((samples) => samples.slice(from, before));
        yield { channels, at, lostBefore };
        lostBefore = 0;
        from = before;
      } else {
        const end = Math.min(length, gap!.at + gap!.samples - start);
        lostBefore += end - from;
        from = end;
      }
    }
    start += length;
  }
}
