import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LineSplitter } from "./lineSplitter.ts";
import { parseHeader, parseRow, type Separator } from "./parseRow.ts";
import { type Gathered, RowGatherer } from "./rowGatherer.ts";

function gather(text: string, channelCount = 2, rate = 50) {
  const rows = new RowGatherer(channelCount, rate, "auto");
  const blocks: Gathered[] = [];
  let line = 0;
  // Every line arrives when it is due, so that the clock has nothing to correct.
  for (const { text: found } of new LineSplitter().push(Buffer.from(text), 0)) {
    const block = rows.add({ text: found, arrival: (line++ / rate) * 1000 });
    if (block) blocks.push(block);
  }
  const last = rows.flush();
  if (last) blocks.push(last);
  return {
    rows,
    blocks,
    told: blocks.map((block) => [block.lostBefore, ...block.channels.map((samples) => [...samples])]),
  };
}

describe("rows", () => {
  it.each<[string, Separator, number[] | undefined]>([
    ["1,2", "auto", [1, 2]],
    ["  1.5 ;\t-2e-3 ", "auto", [1.5, -2e-3]],
    ["1 2\t3", "auto", [1, 2, 3]],
    ["1,2,", "auto", [1, 2]],
    ["1,,2", "auto", undefined],
    ["1,x", "auto", undefined],
    ["1,nan", "auto", undefined],
    ["1,0x10", "auto", undefined],
    ["1,Infinity", "auto", undefined],
    ["1e999", "auto", undefined],
    ["", "auto", undefined],
    ["1,5;2", ";", undefined],
    ["1 2", ",", undefined],
    ["1\t2", "tab", [1, 2]],
    ["1  2", "space", [1, 2]],
  ])("%j with separator %j", (line, separator, values) => {
    expect(parseRow(line, separator)).toEqual(values);
  });

  it("knows a header from rubbish", () => {
    expect(parseHeader("x (g), y_2, µm/s², Temp [°C]", ",")).toEqual(["x (g)", "y_2", "µm/s²", "Temp [°C]"]);
    expect(parseHeader("axial [g]; radial [g]", "auto")).toEqual(["axial [g]", "radial [g]"]);
    expect(parseHeader("x y\tz", "auto")).toEqual(["x y", "z"]);
    expect(parseHeader("x y z", "auto")).toEqual(["x", "y", "z"]);
    expect(parseHeader("x, 2, y", ",")).toBeUndefined();
    expect(parseHeader("1,2", "auto")).toBeUndefined();
    expect(parseHeader("\u0000\uFFFDab", "auto")).toBeUndefined();
  });
});

describe("RowGatherer", () => {
  it("fills blocks of a tenth of a second", () => {
    const { told } = gather("x,y\n1,2\n3,4\n5,6\n7,8\n9,10\n11,12\n13,14\n");
    expect(told).toEqual([
      [0, [1, 3, 5, 7, 9], [2, 4, 6, 8, 10]],
      [0, [11, 13], [12, 14]],
    ]);
  });

  it("counts a line that is no sample as lost, in its place", () => {
    const { told, rows } = gather("1,2\n3,4\n5;;\n6,\n7,8\n\n9,10\n");
    expect(told).toEqual([
      [0, [1, 3], [2, 4]],
      [2, [7, 9], [8, 10]],
    ]);
    expect(rows.rejectedLines).toBe(2);
  });

  it("does not count what came before the first sample", () => {
    const { told, rows } = gather("boot v1.2\nx,y\n5\n1,2\n");
    expect(told).toEqual([[0, [1], [2]]]);
    expect(rows.rejectedLines).toBe(0);
  });

  it("times are those of the lines", () => {
    const { blocks } = gather("1,1\n2,2\nbad\n4,4\n");
    expect(blocks.map((block) => block.time)).toEqual([0, expect.closeTo(60, 3)]);
  });

  it("never throws, whatever bytes come, and every line is a sample, lost, or before the first", () => {
    const bytes = fc.array(
      fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constant(Buffer.from("1,2\n")), fc.constant(Buffer.from("\n7,\n"))),
    );
    fc.assert(
      fc.property(bytes, (pieces) => {
        const splitter = new LineSplitter(32);
        const rows = new RowGatherer(2, 1000, "auto");
        const blocks: Gathered[] = [];
        let counted = 0;
        for (const piece of pieces) {
          for (const { text } of splitter.push(Buffer.from(piece), 0)) {
            const sample = text !== undefined && parseRow(text, "auto")?.length === 2;
            if (sample || (counted > 0 && text?.trim() !== "")) counted += 1;
            const block = rows.add({ text, arrival: 0 });
            if (block) blocks.push(block);
          }
        }
        const last = rows.flush();
        if (last) blocks.push(last);
        const samples = blocks.reduce((sum, block) => sum + block.channels[0]!.length, 0);
        expect(samples + rows.rejectedLines).toBe(counted);
      }),
    );
  });
});
