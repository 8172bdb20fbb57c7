import { expect, it } from "vitest";
import { NoticeBoard } from "./noticeBoard.ts";

it("the same sentence stands there once, with its latest time", () => {
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
