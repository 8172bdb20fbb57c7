import { parentPort } from "node:worker_threads";
import type { FromAnalysis, ToAnalysis } from "./analysisMessages.ts";
import { Analyst } from "./analyst.ts";

const port = parentPort;
if (port !== null) {
  let said: FromAnalysis[] = [];
  let handed: ArrayBuffer[] = [];
  const analyst = new Analyst((message, transfer) => {
    said.push(message);
    handed.push(...transfer);
  });
  port.on("message", (message: ToAnalysis) => {
    analyst.take(message);
    if (said.length === 0) return;
    // Waking the main thread costs more than what it is told: all that comes of one message is told at once.
    port.postMessage(said, handed);
    said = [];
    handed = [];
  });
}
