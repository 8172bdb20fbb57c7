import { describe, expect, it } from "vitest";
import { numberIn, readTable } from "./readTable.ts";

const read = (text: string) => readTable("t.csv", text, ["a", "b"]);
const cells = (text: string) => read(text).rows.map((row) => [row.line, row.cell("a"), row.cell("b")]);

describe("a table", () => {
  it.each([
    ["commas and line feeds", "a,b\n1,2\n3,4\n"],
    ["semicolons", "a;b\n1;2\n3;4\n"],
    ["tabs", "a\tb\n1\t2\n3\t4"],
    ["a byte order mark and Windows line ends", "\uFEFFa,b\r\n1,2\r\n3,4\r\n"],
    ["old line ends", "a,b\r1,2\r3,4\r"],
    ["blanks around cells", " a , b \n 1 , 2 \n 3 , 4 "],
    ["separators at the ends of lines", "a,b,\n1,2,\n3,4,,\n"],
    ["quoted cells", '"a","b"\n"1","2"\n"3",4'],
  ])("is read with %s", (_, text) => {
    expect(cells(text)).toEqual([
      [2, "1", "2"],
      [3, "3", "4"],
    ]);
  });

  it("keeps separators, quotes and line ends in quotes, and counts lines on", () => {
    expect(cells('a,b\n"x,""y""","one\ntwo"\n\n5,6')).toEqual([
      [2, 'x,"y"', "one\ntwo"],
      [5, "5", "6"],
    ]);
  });

  it.each([
    ["", /t\.csv is empty\. Its first line names the columns: a, b/],
    ["\n\n", /is empty/],
    ["a,c\n1,2", /line 1: the column "b" is missing; found a, c\. Add it/],
    ["x\n1", /the columns "a", "b" are missing/],
    ["a,b,a\n1,2,3", /line 1: the column "a" stands there twice/],
    ['a,b\n1,"2\n3,4', /line 2: a quote is opened and never closed/],
    ["a,b\0", /is no text/],
  ])("refuses %j", (text, message) => {
    expect(() => read(text)).toThrow(message);
    expect(() => read(text)).toThrow(expect.objectContaining({ code: "BAD_FILE" }));
  });

  it("tells rows that are too short or too long", () => {
    const [short, long, right] = read("a,b\n1\n1,2,3\n1,2").rows;
    expect(short!.ragged).toMatch(/has 1 cells where the header names 2 columns/);
    expect(long!.ragged).toMatch(/has 3 cells/);
    expect(right!.ragged).toBeUndefined();
  });

  it("reads numbers, and names line and column of what is none", () => {
    const number = (text: string) => {
      const table = readTable("t.csv", `a;b\n;\n;${text}`, ["a", "b"]);
      return numberIn("t.csv", table.rows.at(-1)!, "b");
    };
    expect([number("1.5"), number("-2"), number(".5"), number("1e3")]).toEqual([1.5, -2, 0.5, 1000]);
    expect(numberIn("t.csv", read("a,b\n1,").rows[0]!, "b")).toBeNull();
    expect(() => number("1,5")).toThrow('t.csv, line 3, column "b": "1,5" is not a number. Write a decimal point.');
    for (const text of ["0x10", "NaN", "Infinity", "1 s", "two"])
      expect(() => number(text)).toThrow(/line 3.*not a number/);
  });
});
