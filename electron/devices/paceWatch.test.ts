import { expect, it } from "vitest";
import { PaceWatch, tooFastFault } from "./paceWatch.ts";

/** Asks once a second; `rate` and whether it is ahead, by the second. */
function askedEachSecond(seconds: number, of: (second: number) => { rate: number; isAhead: boolean }) {
  const pace = new PaceWatch(1000);
  let samples = 0;
  for (let second = 1; second <= seconds; second++) {
    const { rate, isAhead } = of(second);
    samples += rate;
    const measured = pace.tooFast(second * 1000, isAhead, samples);
    if (measured !== undefined) return { second, measured };
  }
  return undefined;
}

it("tells the rate of a sender that is ahead for ten seconds and comes too fast", () => {
  expect(askedEachSecond(60, () => ({ rate: 1300, isAhead: true }))).toEqual({ second: 11, measured: 1300 });
});

it("does not tell of one that is only ahead, nor of one that came at once at the beginning, nor of a short while", () => {
  expect(askedEachSecond(600, () => ({ rate: 1000, isAhead: true }))).toBeUndefined();
  expect(askedEachSecond(60, (second) => ({ rate: second < 3 ? 9000 : 1000, isAhead: second < 50 }))).toBeUndefined();
  expect(askedEachSecond(60, (second) => ({ rate: 2000, isAhead: second % 10 !== 0 }))).toBeUndefined();
});

it("is tried again where a backlog may have been drained, and ends where the setting is wrong without doubt", () => {
  const slow = tooFastFault("/dev/ttyUSB0", "/dev/ttyUSB0", 1000, 1998.7);
  expect(slow).toMatchObject({
    code: "RATE_NOT_OFFERED",
    message:
      "/dev/ttyUSB0 sends about 2000 samples a second, but is set up for 1000. Set the sample rate to what the device sends.",
    details: { asked: 1000, measured: 2000 },
  });
  expect(tooFastFault("a at b", "b", 1000, 10_000).code).toBe("BAD_INPUT");
});
