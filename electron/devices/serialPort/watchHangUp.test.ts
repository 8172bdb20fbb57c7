import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { watchHangUp } from "./watchHangUp.ts";

class Port extends EventEmitter {
  readonly answer: Error | null;
  constructor(answer: string | null) {
    super();
    this.answer = answer === null ? null : new Error(answer);
  }
  get(callback: (error: Error | null) => void): void {
    callback(this.answer);
  }
}
const lost = "Error: Input/output error, cannot get";
const healthy = "Error: Inappropriate ioctl for device, cannot get";

/** Works for so many of every 20 ms. @returns whether the port was said to have hung up */
async function watched(port: Port, busyFor: number, during: () => void = () => {}): Promise<boolean> {
  let isOver = false;
  watchHangUp(port, () => {
    isOver = true;
  });
  const begun = performance.now();
  while (!isOver && performance.now() - begun < 1100) {
    const used = process.cpuUsage();
    while (process.cpuUsage(used).user < busyFor * 1000);
    during();
    await sleep(20 - busyFor);
  }
  port.emit("close");
  return isOver;
}

it.each<[string, string | null, number, boolean]>([
  ["works and has hung up", lost, 4, true],
  ["works much, where the system does not say", null, 19, true],
  ["works, but is well", healthy, 2, false],
  ["rests", lost, 0, false],
])("a process whose port is silent and that %s", async (_what, answer, busyFor, expected) => {
  expect(await watched(new Port(answer), busyFor)).toBe(expected);
});

it("a process that works because bytes come", async () => {
  const port = new Port(lost);
  expect(await watched(port, 15, () => port.emit("data"))).toBe(false);
});
