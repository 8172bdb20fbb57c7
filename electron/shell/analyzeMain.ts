import { parseArgs } from "node:util";
import { analyzeFile } from "../app/analyzeFile.ts";
import { Fault } from "../domain/fault.ts";
import type { Command } from "./command.ts";

export const analyzeMain: Command = {
  usage: "analyze FILE.wav [--json]",
  about: "Prints what a recording holds: channels, rate, and the features of each channel.",
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: "boolean", default: false } },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0)
      throw new Fault("BAD_INPUT", "Name one recording: auscult analyze FILE.wav");
    const analysis = await analyzeFile(file);
    if (values.json) {
      process.stdout.write(`${JSON.stringify(analysis)}\n`);
      return 0;
    }
    process.stdout.write(
      `${analysis.file}: ${analysis.channels.length} channels, ${analysis.sampleRate} Hz, ${analysis.duration.toFixed(2)} s\n`,
    );
    for (const channel of analysis.channels) {
      process.stdout.write(`\n${channel.name} (${channel.windows} windows, mean of each feature)\n`);
      for (const [name, value] of Object.entries(channel.features)) {
        process.stdout.write(`  ${name.padEnd(24)} ${value.toPrecision(5)}\n`);
      }
    }
    return 0;
  },
};
