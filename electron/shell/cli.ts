import { asFault } from "../domain/fault.ts";
import { analyzeMain } from "./analyzeMain.ts";
import type { Command } from "./command.ts";
import { doctorMain } from "./doctorMain.ts";
import { evaluateMain } from "./evaluateMain.ts";
import { stationMain } from "./stationMain.ts";

const commands: Readonly<Record<string, Command>> = {
  station: stationMain,
  doctor: doctorMain,
  analyze: analyzeMain,
  evaluate: evaluateMain,
};

export function usage(): string {
  return ["Auscult listens to machines.\n\n", ...Object.values(commands).map(usageOf)].join("");
}

function usageOf({ usage, about }: Command): string {
  return `  auscult ${usage}\n      ${about}\n`;
}

/** Runs one command line; a fault is told in a sentence, with --json as one line of JSON. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  const command = name === undefined ? undefined : commands[name];
  if (command === undefined) {
    const help = name === undefined || name === "--help" || name === "help";
    process.stderr.write(help ? usage() : `There is no command "${name}".\n\n${usage()}`);
    return help ? 0 : 2;
  }
  if (rest.includes("--help")) {
    process.stdout.write(usageOf(command));
    return 0;
  }
  try {
    return await command.run(rest);
  } catch (thrown) {
    const fault = asFault(thrown, "BAD_INPUT");
    if (rest.includes("--json")) {
      process.stdout.write(`${JSON.stringify({ ready: false, code: fault.code, message: fault.message })}\n`);
    } else {
      process.stderr.write(`${fault.message}\n`);
    }
    return 1;
  }
}
