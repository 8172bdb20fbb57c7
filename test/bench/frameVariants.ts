import { periodicHann } from "../../electron/features/hann.ts";
import { meydaEleven } from "../../electron/features/meydaEleven.ts";
import { kernel } from "../../native/kernel.ts";
import type { SignalKernel } from "../../native/signalKernel.ts";
import { twinKernel } from "../../native/twinKernel.ts";
import { meydaItself } from "../makers/meydaItself.ts";

const sampleRate = 48_000;
const size = 2048;

/** Each prepares itself and returns what is measured: one frame of 2048 samples at 48 kHz, copied in. */
export const frameVariants = {
  meydaMfcc: () => {
    const extract = meydaItself(sampleRate, size);
    return (frame: Float32Array) => extract(frame, ["mfcc"]);
  },
  twinMfcc: () => mfcc(twinKernel),
  kernelMfcc: () => mfcc(kernel),
  meydaEleven: () => {
    const extract = meydaItself(sampleRate, size);
    return (frame: Float32Array) => extract(frame);
  },
  twinEleven: () => eleven(twinKernel),
  kernelEleven: () => eleven(kernel),
  /** Copy in, mean, window, transform and |X|². */
  fft: () => {
    const plan = kernel.power({ window: periodicHann(size).values, size });
    return (frame: Float32Array) => plan.compute(frame);
  },
} as const satisfies Record<string, () => (frame: Float32Array) => unknown>;

export type FrameVariant = keyof typeof frameVariants;

function mfcc(one: SignalKernel) {
  const plan = meydaEleven(sampleRate, size, { kernel: one });
  return (frame: Float32Array) => plan.mfcc(frame);
}

function eleven(one: SignalKernel) {
  const plan = meydaEleven(sampleRate, size, { kernel: one });
  return (frame: Float32Array) => plan.compute(frame);
}
