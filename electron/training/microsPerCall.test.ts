import { expect, it } from "vitest";
import { microsPerCall } from "./microsPerCall.ts";

function burn(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

it("tells what a call costs once it is warm, whatever the first ones took", () => {
  let calls = 0;
  const micros = microsPerCall([0.1, 0.3], (milliseconds) => burn(++calls <= 2 ? 20 : milliseconds));
  expect(micros).toBeGreaterThan(195);
  // not the 20 ms of the first calls, even where other programs take their turns
  expect(micros).toBeLessThan(5000);
});

it("has nothing to say without inputs", () => {
  expect(microsPerCall([], () => burn(1))).toBe(0);
});
