import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LineSplitter } from "./lineSplitter.ts";

const longest = 64;
const chunks = fc.array(
  fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom("1,2\n", "3,4\r\n", "\n", "5,", "x".repeat(100)).map((text) => Buffer.from(text)),
  ),
  { maxLength: 30 },
);

describe("LineSplitter", () => {
  it("finds the same lines however the bytes are cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[ -~]{0,40}$/)),
        fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
        (lines, cuts) => {
          const bytes = Buffer.from(lines.map((line, i) => line + (i % 2 ? "\n" : "\r\n")).join(""));
          const splitter = new LineSplitter(longest);
          const found: (string | undefined)[] = [];
          for (let at = 0; at < bytes.length; ) {
            const cut = cuts.next().value as number;
            found.push(...splitter.push(bytes.subarray(at, at + cut), 0).map((line) => line.text));
            at += cut;
          }
          expect(found).toEqual(lines);
        },
      ),
    );
  });

  it("holds no more than the longest line, accounts for every byte, never throws", () => {
    fc.assert(
      fc.property(chunks, (pieces) => {
        const splitter = new LineSplitter(longest);
        let kept = 0;
        let pushed = 0;
        for (const piece of pieces) {
          pushed += piece.length;
          for (const line of splitter.push(piece, 0)) {
            if (line.text !== undefined) kept += 1;
          }
          expect(splitter.held).toBeLessThanOrEqual(longest);
          expect(splitter.rejectedBytes + splitter.held + kept).toBeLessThanOrEqual(pushed);
        }
        const ends = pieces.reduce((sum, piece) => sum + piece.filter((byte) => byte === 10).length, 0);
        expect(kept).toBeLessThanOrEqual(ends);
      }),
    );
  });

  it("accounts for every byte of plain text", () => {
    const text = fc.array(fc.stringMatching(/^[a-z0-9,\n]{0,150}$/), { maxLength: 30 });
    fc.assert(
      fc.property(text, (pieces) => {
        const splitter = new LineSplitter(longest);
        let kept = 0;
        for (const piece of pieces) {
          for (const line of splitter.push(Buffer.from(piece), 0))
            kept += line.text === undefined ? 0 : line.text.length + 1;
        }
        expect(kept + splitter.held + splitter.rejectedBytes).toBe(pieces.join("").length);
      }),
    );
  });

  it("is in step again with the second line after any rubbish", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (rubbish) => {
        const splitter = new LineSplitter(longest);
        splitter.push(Buffer.from(rubbish), 0);
        const lines = splitter.push(Buffer.from("1,2\n3,4\n5,6\n"), 0).map((line) => line.text);
        expect(lines.slice(-2)).toEqual(["3,4", "5,6"]);
      }),
    );
  });

  it("stamps a line with the arrival of its first byte", () => {
    const splitter = new LineSplitter();
    expect(splitter.push(Buffer.from("1,"), 10)).toEqual([]);
    expect(splitter.push(Buffer.from("2\n3\n4"), 20)).toEqual([
      { text: "1,2", arrival: 10 },
      { text: "3", arrival: 20 },
    ]);
    expect(splitter.push(Buffer.from("5\n"), 30)).toEqual([{ text: "45", arrival: 20 }]);
  });
});
