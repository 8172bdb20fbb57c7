// Loaded before a device program that a stand-in for Electron has started: what it finds is a utility process, which has a
// port to its parent and none of what Node's own `fork` gives.
import { EventEmitter } from "node:events";

const send = process.send!.bind(process);
const parentPort = Object.assign(new EventEmitter(), { postMessage: (message: unknown) => void send(message) });
process.on("message", (data) => parentPort.emit("message", { data, ports: [] }));
// Chromium ends the processes of a program that is gone.
process.once("disconnect", () => process.exit());
Object.assign(process, { parentPort, send: undefined, disconnect: undefined });
