import { expect, it } from "vitest";
import { shownWindow } from "./shownWindow.ts";

const rows = (...times: number[]) => times.map((time) => ({ time, min: 0, mean: 0, max: 0 }));

it("keeps the whole range once half of it has data, also when the rest is a gap", () => {
  expect(shownWindow(rows(1000, 3590), 0, 3600)).toEqual({ from: 0, to: 3600 });
  expect(shownWindow([], 0, 3600)).toEqual({ from: 0, to: 3600 });
});

it("narrows to young data with a margin, but not to nothing", () => {
  expect(shownWindow(rows(3000, 3300), 0, 3600)).toEqual({ from: 2970, to: 3600 });
  expect(shownWindow(rows(3599), 0, 3600)).toEqual({ from: 3540, to: 3600 });
});
