import { Fault } from "../../domain/fault.ts";
import type { Hertz } from "../../domain/units.ts";
import { openRecording, type ReadingWish } from "./openRecording.ts";

export interface WholeRecording {
  /** Shape [channels][samples]. */
  readonly channels: Float32Array<ArrayBuffer>[];
  readonly sampleRate: Hertz;
  readonly names: readonly string[];
}

const framesAtATime = 65_536;

/**
 * A whole short recording at once, of any kind that `openRecording` reads.
 * @param sampleRate where the file does not say it
 * @throws Fault as `openRecording`, and BAD_INPUT when nobody says the sample rate
 */
export async function readRecording(path: string, sampleRate?: Hertz, wish?: ReadingWish): Promise<WholeRecording> {
  const recording = await openRecording(path, wish);
  const rate = recording.sampleRate ?? sampleRate;
  if (!rate) throw new Fault("BAD_INPUT", `${path} does not say its sample rate. Set it.`, { details: { path } });
  const pieces: Float32Array<ArrayBuffer>[][] = [];
  for await (const block of recording.blocks(framesAtATime)) pieces.push(block);
  const frames = pieces.reduce((sum, block) => sum + block[0]!.length, 0);
  const channels = recording.names.map((_, channel) => {
    const whole = new Float32Array(frames);
    let at = 0;
    for (const block of pieces) {
      whole.set(block[channel]!, at);
      at += block[channel]!.length;
    }
    return whole;
  });
  return { channels, sampleRate: rate, names: recording.names };
}
