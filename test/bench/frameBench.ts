/** One variant of the frame bench in a process of its own: prints its microseconds. */
import { seededNoise } from "../makers/seededNoise.ts";
import { type FrameVariant, frameVariants } from "./frameVariants.ts";
import { microsPerCall } from "./measure.ts";

const noise = seededNoise(7);
const frames = Array.from({ length: 64 }, (_, f) =>
  Float32Array.from({ length: 2048 }, (_, n) => Math.sin(0.05 * (n + 2048 * f)) + 0.3 * noise()),
);
const run = frameVariants[process.argv[2] as FrameVariant]();
console.log(microsPerCall((turn) => run(frames[turn % frames.length]!)));
