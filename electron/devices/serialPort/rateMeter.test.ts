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

  it.each([
    { rate: 1000, waiting: 50 },
    { rate: 500, waiting: 80 },
    { rate: 1000, waiting: 44_000 },
    { rate: 20, waiting: 200 },
  ])("takes nothing of what had waited for a sender of $rate Hz: $waiting samples in pieces", ({ rate, waiting }) => {
    const meter = new RateMeter();
    let sent = 0;
    for (let time = 0; time <= 1500; time += 4) {
      // A tenth each time, as long as there is something.
      const piece = time <= 360 && time % 40 === 0 ? waiting / 10 : 0;
      const due = Math.floor((time / 1000) * rate);
      if (due - sent + piece > 0) meter.add(due - sent + piece, time);
      sent = due;
    }
    expect(meter.rate).toBe(rate);
  });

  it("stays with the rate for minutes, whatever was held up in between", () => {
    const meter = new RateMeter();
    let sent = 0;
    for (let time = 0; time <= 120_000; time += 7) {
      if (time % 9000 < 600) continue;
      const due = Math.floor(time * 0.8);
      meter.add(due - sent, time);
      sent = due;
    }
    expect(meter.rate).toBe(800);
  });

  it("says nothing too early", () => {
    const meter = new RateMeter();
    expect(meter.rate).toBeUndefined();
    for (let time = 0; time < 800; time += 10) meter.add(1, time);
    expect(meter.rate).toBeUndefined();
  });
});
