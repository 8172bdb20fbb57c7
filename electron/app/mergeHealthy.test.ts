import { expect, it } from "vitest";
import { mergeHealthy } from "./mergeHealthy.ts";
import { NoticeBoard } from "./noticeBoard.ts";

const spectrum = (low: number, middle: number, high: number, top = 1000) => ({
  top,
  low: [low, low],
  middle: [middle, middle],
  high: [high, high],
});

it("spans the healthy spectra of all sessions", () => {
  const merged = mergeHealthy({ p: spectrum(-70, -60, -50) }, { p: spectrum(-66, -50, -45) });
  expect(merged.p).toEqual(spectrum(-70, -55, -45));
});

it("takes the latest alone when the sensor has another rate, or is new", () => {
  const latest = { p: spectrum(-66, -50, -45, 2000), q: spectrum(-1, 0, 1) };
  expect(mergeHealthy({ p: spectrum(-70, -60, -50) }, latest)).toEqual(latest);
});

it("notices: the same sentence stands there once, with its latest time", () => {
  const board = new NoticeBoard();
  board.post("STORE_FAILED", "The disk is full.", 1000);
  board.post("BAD_ARTIFACT", "A model is damaged.", 2000);
  board.post("STORE_FAILED", "The disk is full.", 3000);
  expect(board.all.map(({ message, time }) => [message, time])).toEqual([
    ["A model is damaged.", 2000],
    ["The disk is full.", 3000],
  ]);
  board.dismiss(board.all[0]!.id);
  expect(board.all.map(({ code }) => code)).toEqual(["STORE_FAILED"]);
});
