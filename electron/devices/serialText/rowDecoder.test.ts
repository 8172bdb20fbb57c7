import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BlockGatherer, type Gathered } from "../serialPort/blockGatherer.ts";
import { detectStyle } from "./detectStyle.ts";
import { parseHeader, timeColumnOf } from "./parseHeader.ts";
import { type Decimal, parseNumbers, type Separator } from "./parseNumbers.ts";
import { RowDecoder } from "./rowDecoder.ts";
import { serialSettings } from "./serialSettings.ts";

function numbers(line: string, separator: Separator, decimal: Decimal = "."): number[] | undefined {
  const into = new Float64Array(20);
  const bytes = Buffer.from(line);
  const count = parseNumbers(bytes, 0, bytes.length, { separator, decimal }, into);
  return count > 0 ? [...into.subarray(0, count)] : undefined;
}

/** Every line arrives when it is due, so that the clock has nothing to correct. */
function gather(text: string, settings = {}, channelCount = 2, rate = 50) {
  const blocks: Gathered[] = [];
  const decoder = new RowDecoder(channelCount, serialSettings(settings));
  const gatherer = new BlockGatherer(channelCount, rate, (block) => blocks.push(block));
  text.split(/(?<=\n)/).forEach((line, i) => {
    decoder.push(Buffer.from(line), (i / rate) * 1000, gatherer);
  });
  gatherer.flush();
  const told = blocks.map((block) => [block.lostBefore, ...block.channels.map((samples) => [...samples])]);
  return { decoder, gatherer, blocks, told };
}

describe("rows", () => {
  it.each<[string, Separator, number[] | undefined, Decimal?]>([
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
    ["1e39", "auto", undefined],
    ["1e", "auto", undefined],
    [".", "auto", undefined],
    ["-", "auto", undefined],
    ["1-2", "auto", undefined],
    ["+.5e+2,5.", "auto", [50, 5]],
    ["", "auto", undefined],
    ["1,5;2", ";", undefined],
    ["1,5;2", ";", [1.5, 2], ","],
    ["1,5;2.5", ";", [1.5, 2.5], "auto"],
    ["1.5;2", ";", undefined, ","],
    ["1,5\t2,25e1", "tab", [1.5, 22.5], "auto"],
    ["1,5 2", "space", [1.5, 2], "auto"],
    ["1,5", ",", [1, 5], "auto"],
    ["1,5", "auto", [1, 5], "auto"],
    ["1 2", ",", undefined],
    ["1\t2", "tab", [1, 2]],
    ["1 \t 2", "tab", [1, 2]],
    ["1 2", "tab", undefined],
    ["1  2", "space", [1, 2]],
    ["1\t2", "space", undefined],
    ["1,\t2", ",", [1, 2]],
  ])("%j with separator %j", (line, separator, values, decimal) => {
    expect(numbers(line, separator, decimal)).toEqual(values);
  });

  it("are read to the last bit, as the language itself reads them", () => {
    const written = fc.oneof(
      fc.double({ noNaN: true, min: -3e38, max: 3e38 }).map(String),
      fc.tuple(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), fc.nat(30)).map(([a, b]) => `${a}.${b}`),
      fc.tuple(fc.integer(), fc.integer({ min: -40, max: 25 })).map(([a, b]) => `${a}e${b}`),
    );
    fc.assert(
      fc.property(fc.array(written, { minLength: 1, maxLength: 20 }), (cells) => {
        expect(numbers(cells.join(", "), "auto")).toEqual(cells.map(Number));
      }),
    );
  });

  it("knows a header from rubbish", () => {
    expect(parseHeader("x (g), y_2, µm/s², Temp [°C]", ",")).toEqual(["x (g)", "y_2", "µm/s²", "Temp [°C]"]);
    expect(parseHeader("axial [g]; radial [g]", "auto")).toEqual(["axial [g]", "radial [g]"]);
    expect(parseHeader("x y\tz", "auto")).toEqual(["x y", "z"]);
    expect(parseHeader("x y z", "auto")).toEqual(["x", "y", "z"]);
    expect(parseHeader("x, 2, y", ",")).toBeUndefined();
    expect(parseHeader("1,2", "auto")).toBeUndefined();
    expect(parseHeader("\u0000\uFFFDab", "auto")).toBeUndefined();
    expect(timeColumnOf(["Time [ms]", "x"])).toBe(1);
    expect(timeColumnOf(["x", "t_us"])).toBe(2);
    expect(timeColumnOf(["temperature", "torque", "times"])).toBe(0);
    expect(timeColumnOf(["time"])).toBe(0);
  });

  it.each<[string[], Separator, Decimal]>([
    [["1,5;2,5", "1,6;2"], ";", ","],
    [["1,5\t2,5", "1,6\t-2,25"], "tab", ","],
    [["1,5 2,5", "1,6 2"], "space", ","],
    [["1,5", "2,5"], "auto", "auto"],
    [["1, 5", "2, 5"], "auto", "auto"],
    [["1;5", "2;5"], "auto", "auto"],
    [["1.5;2,5", "2;5"], "auto", "auto"],
    [["1,2,3 4,5,6", "1,2,3 4,5,6"], "auto", "auto"],
    [[], "auto", "auto"],
  ])("%j are written with %j and %j", (rows, separator, decimal) => {
    expect(detectStyle(rows, { separator: "auto", decimal: "auto" })).toMatchObject({ separator, decimal });
  });
});

describe("RowDecoder", () => {
  it("fills blocks of a tenth of a second", () => {
    const { told } = gather("x,y\n1,2\n3,4\n5,6\n7,8\n9,10\n11,12\n13,14\n");
    expect(told).toEqual([
      [0, [1, 3, 5, 7, 9], [2, 4, 6, 8, 10]],
      [0, [11, 13], [12, 14]],
    ]);
  });

  it("counts a line that is no sample as lost, in its place, and its bytes", () => {
    const { told, gatherer, decoder } = gather("1,2\n3,4\n5;;\n6,\n7,8\n\n9,10\n");
    expect(told).toEqual([
      [0, [1, 3], [2, 4]],
      [2, [7, 9], [8, 10]],
    ]);
    expect(gatherer.lostSamples).toBe(2);
    expect(decoder.rejected).toBe(7);
  });

  it("does not count what came before the first sample", () => {
    const { told, gatherer, decoder } = gather("boot #1.2\nx,y\n5\n1,2\n");
    expect(told).toEqual([[0, [1], [2]]]);
    expect(gatherer.lostSamples).toBe(0);
    expect(decoder.rejected).toBe("boot #1.2\n5\n".length);
  });

  it("does not take a header that comes again for a lost sample", () => {
    expect(gather("x,y\n1,2\nx,y\n3,4\n").told).toEqual([[0, [1, 3], [2, 4]]]);
    expect(gather("1,2\nx,y\n3,4\nx,y\n5,6\n").gatherer.lostSamples).toBe(1);
  });

  it("times are those of the lines", () => {
    const { blocks } = gather("1,1\n2,2\nbad\n4,4\n");
    expect(blocks.map((block) => block.time)).toEqual([0, expect.closeTo(60, 3)]);
  });

  it("leaves out the column that says when", () => {
    expect(gather("10 1 2\n20 3 4\n", { timeColumn: 1 }).told).toEqual([[0, [1, 3], [2, 4]]]);
    expect(gather("1 10 2\n3 20 4\n", { timeColumn: 2 }).told).toEqual([[0, [1, 3], [2, 4]]]);
  });

  it("leaves out a first line that may be cut", () => {
    const decoder = new RowDecoder(1, serialSettings({}));
    const found: number[] = [];
    const sink = { sample: (values: Float64Array) => void found.push(values[0]!), lost: () => expect.fail("lost") };
    decoder.joinMidway();
    decoder.push(Buffer.from("23\n124\n"), 0, sink);
    expect(found).toEqual([124]);
    expect(decoder.rejected).toBe(3);
  });

  it("never throws, whatever bytes come, and every line is a sample, lost, or before the first", () => {
    const bytes = fc.array(
      fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constant(Buffer.from("1,2\n")), fc.constant(Buffer.from("\n7,\n"))),
    );
    fc.assert(
      fc.property(bytes, (pieces) => {
        const decoder = new RowDecoder(2, serialSettings({}), 32);
        const gatherer = new BlockGatherer(2, 1000, () => {});
        const all = Buffer.concat(pieces);
        for (const piece of pieces) decoder.push(Buffer.from(piece), 0, gatherer);
        const lines = all.toString("latin1").split("\n").slice(0, -1);
        const isSample = (line: string) => line.length <= 32 && numbers(line, "auto")?.length === 2;
        const first = lines.findIndex(isSample);
        const counted =
          first < 0 ? [] : lines.slice(first).filter((line) => !/^[\t-\r ]*$/.test(line) || line.length > 32);
        expect(gatherer.samples + gatherer.lostSamples).toBe(counted.length);
        expect(decoder.taken + decoder.rejected + decoder.held).toBe(all.length);
      }),
    );
  });
});
