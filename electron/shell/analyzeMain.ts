import { parseArgs } from "node:util";
import { type AnalysisWish, analyzeFile, type FileAnalysis } from "../app/analyzeFile.ts";
import { bearingOf } from "../app/bearingCatalogue.ts";
import { Fault } from "../domain/fault.ts";
import type { Command } from "./command.ts";
import { parseGeometry } from "./parseGeometry.ts";
import { printBearing } from "./printBearing.ts";

const example = "auscult analyze FILE.wav --bearing 6205 --rpm 1797";

export const analyzeMain: Command = {
  usage:
    "analyze FILE.wav [--bearing 6205 | --geometry N,d,D[,ANGLE]] [--rpm N] [--channel C] [--recipe sound/1] [--rate HZ] [--variable NAME] [--json]",
  about: "Prints what a recording holds: channels, rate, the features of each channel, and the state of a bearing.",
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: "boolean", default: false },
        bearing: { type: "string" },
        geometry: { type: "string" },
        rpm: { type: "string" },
        channel: { type: "string" },
        recipe: { type: "string" },
        rate: { type: "string" },
        variable: { type: "string" },
      },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new Fault("BAD_INPUT", `Name one recording: ${example}`);
    const analysis = await analyzeFile(file, {
      channel: values.channel,
      recipe: values.recipe,
      sampleRate: rateOf(values.rate),
      variable: values.variable,
      bearing: bearingWish(values),
    });
    if (values.json) process.stdout.write(`${JSON.stringify(analysis)}\n`);
    else print(analysis);
    return 0;
  },
};

function rateOf(text: string | undefined): number | undefined {
  const rate = text === undefined ? undefined : Number(text);
  if (rate === undefined || (rate > 0 && rate < Infinity)) return rate;
  throw new Fault("BAD_INPUT", `"${text}" is no sample rate. Give hertz as a number above 0.`);
}

interface BearingOptions {
  readonly bearing?: string | undefined;
  readonly geometry?: string | undefined;
  readonly rpm?: string | undefined;
}

/** @throws Fault when a speed is given without a bearing, or in no number */
function bearingWish({ bearing, geometry, rpm }: BearingOptions): AnalysisWish["bearing"] {
  if (bearing !== undefined && geometry !== undefined) {
    throw new Fault("BAD_INPUT", "Give either --bearing or --geometry, not both.");
  }
  const speed = rpm === undefined ? undefined : Number(rpm);
  if (speed !== undefined && Number.isNaN(speed)) {
    throw new Fault("BAD_INPUT", `"${rpm}" is no speed. Give revolutions per minute as a number: ${example}`);
  }
  if (bearing !== undefined) return { geometry: bearingOf(bearing), speed };
  if (geometry !== undefined) return { geometry: parseGeometry(geometry), speed };
  if (speed === undefined) return undefined;
  throw new Fault("BAD_INPUT", `A speed alone says nothing of a bearing: name it, or give its geometry. ${example}`);
}

function print(analysis: FileAnalysis): void {
  const { file, channels, sampleRate, duration } = analysis;
  const say = (line: string) => process.stdout.write(`${line}\n`);
  say(`${file}: ${channels.length} channels, ${sampleRate} Hz, ${duration.toFixed(2)} s`);
  for (const channel of channels) {
    say(`\n${channel.name} (${channel.windows} windows, mean of each feature)`);
    for (const [name, value] of Object.entries(channel.features)) say(`  ${name.padEnd(24)} ${value.toPrecision(5)}`);
    if (channel.bearing) for (const line of printBearing(channel.bearing)) say(`  ${line}`);
  }
}
