/**
 * What listening costs, in microseconds of user CPU: `npm run -s bench -- [--json] [--only PART] [--channels N]
 * [--seconds S]`; the parts are frame, second, pipeline, score, and by themselves only training and devices. Every variant runs in
 * processes of its own: one JavaScript function that has seen both Float32Array and Float64Array takes twice as long. Variants take
 * turns, so that a busy machine slows all of them alike.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { kinds } from "../../electron/micromodels/kinds.ts";
import { benchDevices } from "./devicesBench.ts";
import { type FrameVariant, frameVariants } from "./frameVariants.ts";
import { medianOf } from "./measure.ts";
import { type SecondVariant, secondVariants } from "./secondVariants.ts";
import { benchTraining } from "./trainingBench.ts";

const { values: options } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    only: { type: "string" },
    channels: { type: "string" },
    seconds: { type: "string", default: "60" },
  },
});
const parts = ["frame", "second", "pipeline", "score", "training", "devices"];
if (options.only !== undefined && !parts.includes(options.only)) fail(`--only takes ${parts.join(", ")}.`);
/** A line of machines; beside a training eight channels, or there would be little of two cores left for it. */
const usualChannels = options.only === "training" ? 8 : 64;
const [channels, seconds] = [Number(options.channels ?? usualChannels), Number(options.seconds)];
if (!(Number.isInteger(channels) && channels > 0 && seconds > 0))
  fail("--channels and --seconds take positive numbers.");
const isWanted = (part: string) => options.only === undefined || options.only === part;

const rounds = 3;
const figures = {
  ...(isWanted("frame") && { frame: measure<FrameVariant>("frameBench.ts", Object.keys(frameVariants)) }),
  ...(isWanted("second") && { second: measure<SecondVariant>("secondBench.ts", Object.keys(secondVariants)) }),
  ...(isWanted("pipeline") && { pipeline: await pipeline() }),
  ...(isWanted("score") && { score: score() }),
  ...(options.only === "training" && { training: await benchTraining({ channels, seconds }) }),
  ...(options.only === "devices" && { devices: await benchDevices() }),
};
if (options.json) console.log(JSON.stringify(figures));
else print();

/** @returns key by key the median over the rounds */
function measure<Variant extends string>(file: string, keys: string[]): Record<`${Variant}Micros`, number> {
  const measured = keys.map(() => [] as number[]);
  for (let round = 0; round < rounds; round++) {
    for (const [index, key] of keys.entries()) {
      const output = execFileSync(process.execPath, [join(import.meta.dirname, file), key], { encoding: "utf8" });
      measured[index]!.push(Number(output));
    }
  }
  const entries = keys.map((key, index) => [`${key}Micros`, Number(medianOf(measured[index]!).toPrecision(4))]);
  return Object.fromEntries(entries) as Record<`${Variant}Micros`, number>;
}

/** Kind by kind, what its score, its bytes and its training cost. */
function score(): Record<string, Record<string, number>> {
  return Object.fromEntries(
    kinds.map(({ kind }) => {
      const output = execFileSync(process.execPath, [join(import.meta.dirname, "scoreBench.ts"), kind], {
        encoding: "utf8",
      });
      const found = JSON.parse(output) as Record<string, number>;
      return [
        kind,
        Object.fromEntries(Object.entries(found).map(([key, value]) => [key, Number(value.toPrecision(4))])),
      ];
    }),
  );
}

/** null in a checkout without that bench. */
async function pipeline(): Promise<Record<string, number> | null> {
  const file = join(import.meta.dirname, "pipelineBench.ts");
  if (!existsSync(file)) return null;
  const { benchPipeline } = (await import(pathToFileURL(file).href)) as {
    benchPipeline(wish: { channels: number; seconds: number }): Promise<Record<string, number>>;
  };
  return benchPipeline({ channels, seconds });
}

function print(): void {
  for (const [part, values] of Object.entries(figures)) {
    console.log(part);
    for (const [key, value] of Object.entries(values ?? {})) {
      console.log(`  ${key.padEnd(24)}${typeof value === "object" ? JSON.stringify(value) : value}`);
    }
  }
  if (!figures.frame) return;
  const { meydaMfccMicros, kernelMfccMicros, meydaElevenMicros, kernelElevenMicros } = figures.frame;
  console.log(`meyda / kernel: mfcc ${(meydaMfccMicros / kernelMfccMicros).toFixed(1)}`);
  console.log(`meyda / kernel: eleven features ${(meydaElevenMicros / kernelElevenMicros).toFixed(1)}`);
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}
