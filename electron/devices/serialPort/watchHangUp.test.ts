import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { watchHangUp } from "./watchHangUp.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] }));
afterEach(() => void vi.useRealTimers());

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

/** @param share of a core that the process uses @returns after how many milliseconds the port was said to have hung up */
function noticed(port: Port, share: number, every10ms = () => {}): number | undefined {
  const begun = performance.now();
  let found: number | undefined;
  watchHangUp(
    port,
    () => {
      expect(found).toBeUndefined();
      found = performance.now() - begun;
    },
    () => 700 + share * performance.now(),
  );
  for (let time = 0; time < 3000; time += 10) {
    every10ms();
    vi.advanceTimersByTime(10);
  }
  port.emit("close");
  expect(vi.getTimerCount()).toBe(0);
  return found;
}

it.each<[string, string | null, number, number | undefined]>([
  ["works and has hung up", lost, 0.8, 250],
  ["works on a busy machine and has hung up", lost, 0.1, 250],
  ["works much, where the system does not say", null, 0.6, 500],
  ["works, but is well", healthy, 0.2, undefined],
  ["rests", lost, 0.01, undefined],
])("a process whose port is silent and that %s", (_what, answer, share, after) => {
  expect(noticed(new Port(answer), share)).toBe(after);
});

it("a process that works because bytes come", () => {
  const port = new Port(lost);
  expect(noticed(port, 0.9, () => port.emit("data"))).toBeUndefined();
});
