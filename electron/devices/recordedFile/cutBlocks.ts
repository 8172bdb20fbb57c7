type Channels = Float32Array<ArrayBuffer>[];

/**
 * Blocks of one length out of pieces of any.
 * @param pieces shape [channels][≥ 0] each, all with the same number of channels
 * @returns blocks of shape [channels][length] in fresh buffers; the last one may be shorter
 */
export async function* cutBlocks(pieces: AsyncIterable<Channels>, length: number) {
  let block: Channels | undefined;
  let filled = 0;
  for await (const piece of pieces) {
    const there = piece[0]?.length ?? 0;
    for (let from = 0; from < there; ) {
      block ??= piece.map(() => new Float32Array(length));
      const take = Math.min(length - filled, there - from);
      for (const [channel, samples] of piece.entries()) {
        block[channel]!.set(samples.subarray(from, from + take), filled);
      }
      from += take;
      filled += take;
      if (filled < length) continue;
      yield block;
      block = undefined;
      filled = 0;
    }
  }
  if (block && filled > 0) yield block.map((samples) => samples.slice(0, filled));
}
