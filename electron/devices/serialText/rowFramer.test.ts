import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checksumKinds, checksumSize } from "../../domain/checksumKinds.ts";
import { checksum } from "../serialPort/checksums.ts";
import type { RowChecksum } from "./matchesChecksum.ts";
import { RowFramer, type RowFraming } from "./rowFramer.ts";

const longest = 64;
const line: RowFraming = { end: Buffer.from("\n") };
const chunks = fc.array(
  fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom("1,2\n", "3,4\r\n", "\n", "5,", "x".repeat(100)).map((text) => Buffer.from(text)),
  ),
  { maxLength: 30 },
);

/** Pushes the pieces and keeps what comes: rows as text with their arrival, and why others did not. */
function framed(framing: RowFraming, most = longest) {
  const framer = new RowFramer(framing, most);
  const rows: [string, number][] = [];
  const spoilt: string[] = [];
  const sink = {
    row: (data: Buffer, from: number, to: number, arrival: number) =>
      rows.push([data.toString("latin1", from, to).trimEnd(), arrival]) > 0,
    spoilt: (reason: string) => void spoilt.push(reason),
  };
  const push = (bytes: Buffer | string, arrival = 0) => {
    framer.push(Buffer.from(bytes as string, "latin1"), arrival, sink);
    return rows.map(([text]) => text);
  };
  return { framer, rows, spoilt, push, sink };
}

describe("RowFramer of lines", () => {
  it("finds the same lines however the bytes are cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[!-~]{0,40}$/)),
        fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
        (lines, cuts) => {
          const bytes = Buffer.from(lines.map((text, i) => text + (i % 2 ? "\n" : "\r\n")).join(""));
          const { push, rows } = framed(line);
          for (let at = 0; at < bytes.length; ) {
            const cut = cuts.next().value as number;
            push(bytes.subarray(at, at + cut));
            at += cut;
          }
          expect(rows.map(([text]) => text)).toEqual(lines);
        },
      ),
    );
  });

  it("holds no more than the longest line, accounts for every byte, never throws", () => {
    fc.assert(
      fc.property(chunks, (pieces) => {
        const { framer, push } = framed(line);
        let pushed = 0;
        for (const piece of pieces) {
          pushed += piece.length;
          push(piece);
          expect(framer.held).toBeLessThanOrEqual(longest + 1);
          expect(framer.taken + framer.rejected + framer.held).toBe(pushed);
        }
      }),
    );
  });

  it("is in step again with the second line after any rubbish", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (rubbish) => {
        const { push } = framed(line);
        push(Buffer.from(rubbish));
        expect(push("1,2\n3,4\n5,6\n").slice(-2)).toEqual(["3,4", "5,6"]);
      }),
    );
  });

  it("stamps a line with the arrival of its first byte", () => {
    const { push, rows } = framed(line);
    push("1,", 10);
    push("2\n3\n4", 20);
    push("5\n", 30);
    expect(rows).toEqual([
      ["1,2", 10],
      ["3", 20],
      ["45", 20],
    ]);
  });
});

describe("RowFramer of marked rows", () => {
  const framings: [string, RowFraming, string, string[]][] = [
    ["an end marker", { end: Buffer.from(";;") }, "1,2;;3,4;;5", ["1,2", "3,4"]],
    ["start and end", { start: Buffer.from("<"), end: Buffer.from(">") }, "7><1,2>\r\n<3,4><5", ["1,2", "3,4"]],
    ["a start marker", { start: Buffer.from("$$") }, "7$$1,2\r\n$$3,4\r\n$$5", ["1,2", "3,4"]],
  ];
  it.each(framings)("that have %s, whole and byte by byte", (_name, framing, text, rows) => {
    expect(framed(framing).push(text)).toEqual(rows);
    const single = framed(framing);
    for (const byte of text) single.push(byte);
    expect(single.rows.map(([row]) => row)).toEqual(rows);
    expect(single.framer.held).toBe(text.length - text.lastIndexOf("5") + (framing.start?.length ?? 0));
    expect(single.framer.resynchronisations).toBe(0);
  });

  it("gives up a row that another one begins in, and only that", () => {
    const { push, spoilt, framer } = framed({ start: Buffer.from("<"), end: Buffer.from(">") });
    expect(push("<1><2<3>..<4>")).toEqual(["1", "3", "4"]);
    expect(spoilt).toEqual(["cut"]);
    expect(framer).toMatchObject({ taken: 9, rejected: 4, resynchronisations: 2 });
  });

  it("ends a row with a pause where nothing else does", () => {
    const { push, rows, framer, sink } = framed({});
    push("1,", 0);
    push("2", 5);
    push("3,4", 100);
    framer.idle(110, sink);
    expect(rows).toEqual([["1,2", 0]]);
    framer.idle(121, sink);
    expect(rows).toEqual([
      ["1,2", 0],
      ["3,4", 100],
    ]);
  });

  it("gives up what grows beyond any row", () => {
    for (const framing of [{ start: Buffer.from("<") }, { start: Buffer.from("<"), end: Buffer.from(">") }, {}]) {
      const { push, framer, spoilt } = framed(framing);
      push("<");
      for (let i = 0; i < 20; i++) push("12345678");
      expect(framer.held).toBeLessThanOrEqual(longest + 2);
      expect(framer.taken + framer.rejected + framer.held).toBe(161);
      expect(spoilt).toContain("overlong");
    }
  });
});

describe.each(checksumKinds)("RowFramer with %s", (kind) => {
  const sumOf = (text: string) => checksum(kind, Buffer.from(text, "latin1"));
  const size = checksumSize(kind);
  const hex = (text: string) =>
    `${text}*${sumOf(text)
      .toString(16)
      .padStart(2 * size, "0")}`;
  const raw = (text: string, endian: string) => {
    const bytes = Buffer.alloc(size);
    if (endian === "big") bytes.writeUIntBE(sumOf(text), 0, size);
    else bytes.writeUIntLE(sumOf(text), 0, size);
    return bytes.toString("latin1");
  };

  it("takes rows with their digits, and no others", () => {
    const { push, framer, spoilt } = framed({ end: line.end, checksum: { kind, as: "hex", endian: "big" } });
    const [good, upper] = [hex("1.5,-2"), hex("3,4").toUpperCase()];
    expect(push(`${good}\r\n${upper}\n${hex("7,8").replace("7", "9")}\n5,6\n`)).toEqual(["1.5,-2", "3,4"]);
    expect(framer.checksumErrors).toBe(2);
    expect(spoilt).toEqual(["checksum", "checksum"]);
    expect(framer.taken).toBe(good.length + upper.length + 3);
  });

  it.each(["big", "little"] as const)("takes rows with %s-endian bytes behind the end, and no others", (endian) => {
    const check: RowChecksum = { kind, as: "raw", endian };
    const { push, framer } = framed({ start: Buffer.from("/*"), end: Buffer.from("*/"), checksum: check });
    const send = (text: string, sum = text) => `/*${text}*/${raw(sum, endian)}`;
    for (const byte of send("1,2") + send("9,4", "3,4") + send("5,6")) push(byte);
    expect(push("")).toEqual(["1,2", "5,6"]);
    expect(framer.checksumErrors).toBe(1);
  });

  it("takes the last bytes where only a start marks a row", () => {
    const { push } = framed({ start: Buffer.from("\xff\xfe", "latin1"), checksum: { kind, as: "raw", endian: "big" } });
    const send = (text: string, sum = text) => `\xff\xfe${text}${raw(sum, "big")}`;
    expect(push(`${send("1,2") + send("9,4", "3,4") + send("5,6")}\xff\xfe`)).toEqual(["1,2", "5,6"]);
  });
});
