// Started by the package test with plain Node: the packed main process over a stand-in for Electron, from its first line to
// its end. Words: folder of the unpacked archive, folder for the data, and a serial port that sends three numbers a line at
// 1000 lines a second, or "none". Says what happened as one line of JSON.
import { once } from "node:events";
import { registerHooks } from "node:module";
import { join, relative } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { MessagePort } from "node:worker_threads";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import type { ContractRouterClient } from "@orpc/contract";
import type { Contract } from "../../electron/contract/contract.ts";
import { makeStandInElectron } from "../makers/standInElectron.ts";

const [application = "", data = "", serialPort = ""] = process.argv.slice(2);
const { main, version } = (
  await import(pathToFileURL(join(application, "package.json")).href, { with: { type: "json" } })
).default;
const standIn = makeStandInElectron({ appPath: application, userData: data });
Object.assign(globalThis, { standInElectron: standIn.electron });
const names = Object.keys(standIn.electron).join(", ");
registerHooks({
  resolve: (name, context, next) =>
    name === "electron" ? { url: "stand-in:electron", shortCircuit: true } : next(name, context),
  load: (url, context, next) =>
    url === "stand-in:electron"
      ? { format: "module", source: `export const { ${names} } = globalThis.standInElectron;`, shortCircuit: true }
      : next(url, context),
});

process.argv.splice(2, 3, "--demo");
await import(pathToFileURL(join(application, main)).href);
standIn.becomeReady();
const { record, electron } = standIn;
while (record.windows[0]?.loaded === undefined) {
  if (record.boxes.length > 0) throw new Error(record.boxes.join("\n"));
  await wait(20);
}
const page = record.serve?.({ method: "GET", url: "auscult://app/" });
let port: MessagePort | undefined;
const frame = {
  url: record.windows[0].loaded,
  parent: null,
  postMessage: (_channel: string, _message: unknown, ports: MessagePort[]) => {
    port = ports[0];
  },
};
electron.ipcMain.emit("auscult-port", { senderFrame: frame });
if (port === undefined) throw new Error("No port was handed over.");
const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ port: port as never }));
port.start();
const about = await client.station.about();
/** A device whose samples were analysed shows that drivers, workers and the pipeline run from what was packed. */
let listening = 0;
for await (const snapshot of await client.station.watch()) {
  listening = snapshot.devices.filter((device) => device.analysed > 0).length;
  if (listening > 0) break;
}
/** A real device, captured by native code in a process of its own: channels it was described with, samples received. */
let serial: { channels: number; received: number } | undefined;
if (serialPort !== "none") {
  const device = { driver: "serialText", address: serialPort, settings: {} };
  const { channels, id } = await client.devices.describe(device);
  await client.devices.add({ ...device, name: "Sensor", sampleRate: 1000, channelCount: channels.length });
  for await (const { devices } of await client.station.watch()) {
    const received = devices.find(({ deviceId }) => deviceId === id)?.received ?? 0;
    serial = { channels: channels.length, received };
    if (received > 0) break;
  }
}
const exited = once(electron.app, "exited");
electron.app.emit("window-all-closed");
await exited;
const { exits, boxes, forks } = record;
const modules = forks.map(({ module }) => relative(application, module).replaceAll("\\", "/"));
process.stdout.write(
  `${JSON.stringify({ page: page?.status, about, version, listening, serial, modules, exits, boxes })}\n`,
);
process.exit();
