import { parentPort } from "node:worker_threads";
import type { ToAnalysis } from "./analysisMessages.ts";
import { Analyst } from "./analyst.ts";

const port = parentPort;
if (port !== null) {
  const analyst = new Analyst((message, transfer) => port.postMessage(message, transfer));
  port.on("message", (message: ToAnalysis) => analyst.take(message));
}
