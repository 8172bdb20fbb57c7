import { parseArgs } from "node:util";
import { evaluate } from "../app/evaluate/evaluate.ts";
import { printEvaluation } from "../app/evaluate/printEvaluation.ts";
import { type Mode, modes } from "../app/evaluate/task.ts";
import { Fault } from "../domain/fault.ts";
import type { Command } from "./command.ts";

const example = "auscult evaluate TASKS.csv --mode detect";

export const evaluateMain: Command = {
  usage: "evaluate TASKS.csv [--mode detect|series|diagnose] [--task PART] [--kind KIND] [--recipe sound/1] [--json]",
  about: "Learns from healthy recordings, judges others, and counts false alarms and hits as on a station.",
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: "boolean", default: false },
        mode: { type: "string" },
        task: { type: "string" },
        kind: { type: "string" },
        recipe: { type: "string" },
      },
    });
    const [tasks, ...more] = positionals;
    if (tasks === undefined || more.length > 0) {
      throw new Fault("BAD_INPUT", `Name one table of tasks: ${example}`);
    }
    const bar = progressBar();
    const { kind, recipe, task: part } = values;
    const evaluation = await evaluate({ tasks, mode: modeOf(values.mode), part, kind, recipe }, bar.show).finally(
      bar.clear,
    );
    if (values.json) process.stdout.write(`${JSON.stringify(evaluation)}\n`);
    else for (const line of printEvaluation(evaluation)) process.stdout.write(`${line}\n`);
    const reports = [...evaluation.tasks, ...evaluation.series, ...evaluation.diagnose];
    return reports.some((report) => report.error !== undefined) ? 1 : 0;
  },
};

function modeOf(text: string | undefined): Mode | undefined {
  if (text === undefined) return undefined;
  const mode = modes.find((known) => known === text);
  if (mode !== undefined) return mode;
  throw new Fault(
    "BAD_INPUT",
    `"${text}" is no mode. Give ${modes.filter((known) => known !== "classify").join(", ")}: ${example}`,
  );
}

/** One line that is drawn over and over; nothing where nobody watches. */
function progressBar() {
  const width = 24;
  const draw = (text: string) => {
    // back to the first column, and the rest of the line erased
    const width = process.stderr.columns || 80;
    if (process.stderr.isTTY) process.stderr.write(`\r${text.slice(0, width - 1)}\x1b[K`);
  };
  return {
    show: (done: number, total: number, task: string) => {
      const filled = Math.round((width * done) / total);
      draw(`[${"#".repeat(filled)}${".".repeat(width - filled)}] ${done + 1} of ${total}  ${task}`);
    },
    clear: () => draw(""),
  };
}
