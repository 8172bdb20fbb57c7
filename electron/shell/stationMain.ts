import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openApp } from "../app/openApp.ts";
import { Fault } from "../domain/fault.ts";
import type { Seconds } from "../domain/units.ts";
import { serveStation } from "../wire/serveStation.ts";
import type { Command } from "./command.ts";
import { openBrowser } from "./openBrowser.ts";
import { parseDemoFault } from "./parseDemoFault.ts";
import { usualDataFolder } from "./usualDataFolder.ts";

const usualPort = 8710;
const pageFolder = fileURLToPath(new URL("../../out/renderer", import.meta.url));

export const stationMain: Command = {
  usage:
    "station [--data DIR] [--port N] [--demo] [--demo-fault COMPONENT:FAULT@SECONDS] [--learn-seconds N] [--open] [--json]",
  about: "Listens, and serves the page to a browser on this computer. --port 0 takes any free port.",
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        data: { type: "string" },
        port: { type: "string" },
        demo: { type: "boolean", default: false },
        "demo-fault": { type: "string", multiple: true, default: [] },
        "learn-seconds": { type: "string" },
        open: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
      },
    });
    const faults = values["demo-fault"].map(parseDemoFault);
    await using closing = new AsyncDisposableStack();
    const app = closing.use(
      await openApp({
        folder: values.data ?? usualDataFolder(),
        opening: "station",
        demo: values.demo || faults.length > 0,
        learnSeconds: learnSecondsOf(values["learn-seconds"]),
      }),
    );
    const station = closing.use(await serveStation({ router: app.router, pageFolder, port: portOf(values.port) }));
    for (const fault of faults) app.scheduleDemoFault(fault);

    const tell = (facts: object, text: string) =>
      process.stdout.write(values.json ? `${JSON.stringify(facts)}\n` : `${text}\n`);
    const url = station.invite();
    const opened = values.open && openBrowser(station.invite());
    tell(
      { ready: true, url, port: station.port },
      `Auscult listens.${opened ? " A window was opened." : ""} Open ${url}\nEach link opens once; Enter prints a new one, Ctrl-C ends.`,
    );
    if (!values.json) for (const notice of app.notices()) process.stderr.write(`${notice.message}\n`);
    const lines = closing.adopt(createInterface({ input: process.stdin }), (open) => open.close());
    lines.on("line", () => {
      const link = station.invite();
      tell({ url: link }, link);
    });
    await untilToldToEnd();
    return 0;
  },
};

function portOf(text: string | undefined): number {
  const port = text === undefined ? usualPort : Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Fault("BAD_INPUT", `"${text}" is not a port. Give a number from 0 to 65535; 0 takes any free one.`);
}

function learnSecondsOf(text: string | undefined): Seconds | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (seconds >= 20 && seconds <= 86_400) return seconds;
  throw new Fault("BAD_INPUT", `Learning cannot take "${text}" seconds. Give a number from 20 to 86400.`);
}

function untilToldToEnd(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
}
