/**
 * Interleaved samples as one array a channel.
 * @param interleaved shape [≥ frames × channelCount]
 * @returns shape [channelCount][frames], in fresh buffers
 */
export function splitChannels(
  interleaved: Float32Array,
  frames: number,
  channelCount: number,
): Float32Array<ArrayBuffer>[] {
  return Array.from({ length: channelCount }, (_, channel) => {
    const samples = new Float32Array(frames);
    for (let i = 0, at = channel; i < frames; i++, at += channelCount) samples[i] = interleaved[at]!;
    return samples;
  });
}
