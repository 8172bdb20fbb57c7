import { describe, expect, it } from "vitest";
import { csvText, tabbedText } from "./delimitedText.ts";

describe("numbers for a spreadsheet", () => {
  it("quote what needs it and end lines as RFC 4180 says", () => {
    expect(
      csvText([
        ["a", 'say "b", c'],
        [-1.5, null],
      ]),
    ).toBe('a,"say ""b"", c"\r\n-1.5,\r\n');
  });

  it("make formulas plain text but leave negative numbers alone", () => {
    const rows = [
      ["=1+1", "+1", "-1", "@A1", "\t=1", "\0=1", "plain"],
      [-20.25, Number.NaN, Number.NEGATIVE_INFINITY],
    ];
    expect(csvText(rows)).toBe("'=1+1,'+1,'-1,'@A1,'\t=1,'\0=1,plain\r\n-20.25,,\r\n");
    expect(
      tabbedText([
        ["=1", "two\tcells"],
        [-3, 4],
      ]),
    ).toBe("'=1\ttwo cells\n-3\t4\n");
  });
});
