/**
 * All that the station computes from one second of one channel, features and display spectrum, in a process of its own: prints
 * its microseconds.
 */
import { displaySpectrum } from "../../electron/features/displaySpectrum.ts";
import { defaultRecipe } from "../../electron/features/recipes.ts";
import { WindowCutter } from "../../electron/features/windowCutter.ts";
import { seededNoise } from "../makers/seededNoise.ts";
import { microsPerCall } from "./measure.ts";
import { type SecondVariant, secondVariants } from "./secondVariants.ts";

const sampleRate = secondVariants[process.argv[2] as SecondVariant];
const noise = seededNoise(7);
// channels one after the other: more samples than fit into the cache
const channels = Array.from({ length: 16 }, (_, channel) => ({
  samples: Float32Array.from(
    { length: sampleRate },
    (_, n) => Math.sin((0.02 + 0.01 * channel) * n) * (1 + 0.3 * Math.sin(0.003 * n)) + 0.3 * noise(),
  ),
  cutter: new WindowCutter(sampleRate),
  run: defaultRecipe.prepare(sampleRate),
}));

console.log(
  microsPerCall((turn) => {
    const { samples, cutter, run } = channels[turn % channels.length]!;
    for (const window of cutter.push(samples)) {
      if (run.compute(window) === null) throw new Error("The bench measures seconds that can be computed");
      displaySpectrum(window, sampleRate);
    }
  }),
);
