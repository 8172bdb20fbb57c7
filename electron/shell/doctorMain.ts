import { parseArgs } from "node:util";
import { examine } from "../app/doctor.ts";
import type { Command } from "./command.ts";
import { sourceNames } from "./sourceNames.ts";
import { usualDataFolder } from "./usualDataFolder.ts";

export const doctorMain: Command = {
  usage: "doctor [--data DIR] [--json]",
  about: "Says what this computer offers: runtime, database, disk, permissions, devices, libraries.",
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: { data: { type: "string" }, json: { type: "boolean", default: false } },
    });
    const findings = await examine(values.data ?? usualDataFolder());
    if (values.json) {
      process.stdout.write(`${JSON.stringify(findings)}\n`);
    } else {
      for (const { what, ready, finding } of findings.checks) {
        process.stdout.write(`${ready ? "ok      " : "missing "} ${sourceNames[what] ?? what}: ${finding}\n`);
      }
      for (const device of findings.devices)
        process.stdout.write(`device   ${device.name} (${device.via}): ${device.id}\n`);
    }
    return findings.checks.every((check) => check.ready || check.optional) ? 0 : 1;
  },
};
