import { describe, expect, it } from "vitest";
import { pageOffsets, scrollToRow, visibleRows } from "./visiblePages.ts";

describe("visibleRows", () => {
  it("draws a bounded number of rows however long the list is", () => {
    const rows = visibleRows({ scrollTop: 250_000, height: 500, rowHeight: 50, total: 10_000 });
    expect(rows).toEqual({ first: 4992, end: 5018 });
  });

  it("stays inside the list at both ends", () => {
    expect(visibleRows({ scrollTop: 0, height: 500, rowHeight: 50, total: 3 })).toEqual({ first: 0, end: 3 });
    expect(visibleRows({ scrollTop: 0, height: 500, rowHeight: 50, total: 0 })).toEqual({ first: 0, end: 0 });
    expect(visibleRows({ scrollTop: 9_999_999, height: 500, rowHeight: 50, total: 10 })).toEqual({ first: 9, end: 10 });
  });
});

describe("pageOffsets", () => {
  it("asks for every page that a drawn row is on, and for no other", () => {
    expect(pageOffsets({ first: 92, end: 118 }, 100)).toEqual([0, 100]);
    expect(pageOffsets({ first: 100, end: 200 }, 100)).toEqual([100]);
  });

  it("asks for the first page of a list of unknown length", () => {
    expect(pageOffsets({ first: 0, end: 0 }, 100)).toEqual([0]);
  });
});

it("scrollToRow moves as little as possible", () => {
  const view = { scrollTop: 100, height: 200, rowHeight: 50 };
  expect([0, 2, 5, 6].map((row) => scrollToRow(row, view))).toEqual([0, 100, 100, 150]);
});
