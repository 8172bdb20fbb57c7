import { expect, it } from "vitest";
import { FindingLatch } from "./findingLatch.ts";

const follow = (looks: string) => {
  const latch = new FindingLatch();
  return [...looks]
    .map((look, time) => {
      latch.look(time, look === "x" ? { share: time } : undefined);
      return latch.finding ? "1" : "0";
    })
    .join("");
};

it("is on from the third look in a row on, and off after five that show nothing", () => {
  expect(follow("xx.xxx.x....x.....")).toBe("000001111111111110".slice(0, 18));
});

it("does not flicker with every other look", () => {
  expect(follow("x.x.x.x.x.x.")).toBe("000000000000");
  expect(follow("xxx.x.x.x.x.x")).toBe("0011111111111");
});

it("is off at once when it cannot be any more, and begins anew", () => {
  const latch = new FindingLatch();
  for (let time = 0; time < 5; time++) latch.look(time, {});
  latch.release();
  expect([latch.finding, latch.isInDoubt]).toEqual([undefined, false]);
  latch.look(5, {});
  expect(latch.finding).toBeUndefined();
});

it("tells since when, and what was seen last", () => {
  const latch = new FindingLatch();
  for (let time = 10; time < 15; time++) latch.look(time, { share: time });
  expect(latch.finding).toEqual({ since: 10, facts: { share: 14 } });
  expect(latch.isInDoubt).toBe(false);
  latch.look(15, undefined);
  expect(latch.isInDoubt).toBe(true);
});
