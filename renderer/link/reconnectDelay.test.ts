import { expect, it } from "vitest";
import { reconnectDelay } from "./reconnectDelay.ts";

it("doubles, stays bounded, and spreads", () => {
  expect([0, 1, 2, 3, 4, 5, 1000].map((failures) => reconnectDelay(failures, 1))).toEqual([
    500, 1000, 2000, 4000, 8000, 8000, 8000,
  ]);
  expect(reconnectDelay(2, 0)).toBe(1500);
});
