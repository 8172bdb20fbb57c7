import { expect, it } from "vitest";
import { freshWish, type LearnWish, readWish } from "./learnWish.ts";

it("gives back what was chosen, after the page was left", () => {
  const wish: LearnWish = { opened: true, step: "data", seconds: 600, startOver: true, mode: "idle" };
  expect(readWish(JSON.stringify(wish))).toEqual(wish);
});

it("begins anew with anything else", () => {
  for (const kept of [null, "", "{", "7", "null", "[]"]) expect(readWish(kept)).toEqual(freshWish);
  expect(readWish('{"opened":"yes","step":"dance","seconds":1e9,"mode":7}')).toEqual(freshWish);
});
