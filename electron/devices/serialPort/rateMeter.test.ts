import { describe, expect, it } from "vitest";
import { RateMeter, roundRate } from "./rateMeter.ts";

it.each([
  [998.7, 0.01, 1000],
  [99.2, 0.01, 100],
  [1023, 0.004, 1024],
  [1023, 0.03, 1000],
  [51_180, 0.004, 51_000],
  [25_601, 0.001, 25_600],
  [0.498, 0.01, 0.5],
  [12.53, 0.004, 12.5],
  [6667, 0.0001, 6667],
])("%d Hz within %d is %d Hz", (rate, tolerance, round) => {
  expect(roundRate(rate, tolerance)).toBe(round);
});

describe("RateMeter", () => {
  it.each([1, 10, 100, 3000])("is not misled by chunks: %d Hz in chunks of 16 ms", (rate) => {
    const meter = new RateMeter();
    let sent = 0;
    // What waits in the driver comes at once at the beginning.
    for (let time = 500; time <= 3500; time += 16) {
      const due = Math.floor((time / 1000) * rate);
      if (due > sent) meter.add(due - sent, time);
      sent = due;
    }
    expect(meter.rate).toBe(rate);
  });

  it("says nothing too early", () => {
    const meter = new RateMeter();
    expect(meter.rate).toBeUndefined();
    for (let time = 0; time < 800; time += 10) meter.add(1, time);
    expect(meter.rate).toBeUndefined();
  });
});
