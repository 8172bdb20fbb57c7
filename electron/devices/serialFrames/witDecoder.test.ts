import { describe, expect, it } from "vitest";
import { witFrame, witTurn } from "../../../test/makers/frames.ts";
import { contentsOf, type WitContent } from "./witContents.ts";
import { WitDecoder } from "./witDecoder.ts";

function decode(wanted: readonly WitContent[], frames: readonly Buffer[]) {
  const decoder = new WitDecoder(wanted);
  const samples: number[][] = [];
  let lost = 0;
  const sink = {
    sample: (values: Float64Array) => void samples.push([...values]),
    lost(count: number) {
      lost += count;
    },
  };
  const bytes = Buffer.concat(frames);
  for (let at = 0; at < bytes.length; at += 7) decoder.push(bytes.subarray(at, at + 7), at, sink);
  expect(decoder.taken + decoder.rejected + decoder.held).toBe(bytes.length);
  return { decoder, samples, lost };
}

const all = contentsOf("");
const turn = (i: number) => [
  witFrame(0x51, [i, -2048, 2048, 2534]),
  witFrame(0x52, [16_384, -16_384, 0, 0]),
  witFrame(0x53, [-32_768, 16_384, i, 0]),
];

describe("WitDecoder", () => {
  it("makes one sample of a turn, in the units of the maker's protocol", () => {
    const { samples, decoder } = decode(all, [witFrame(0x50, [1, 2, 3, 4]), ...turn(4096)]);
    expect(samples).toEqual([[2, -1, 1, 1000, -1000, 0, -180, 90, 22.5, 25.34]]);
    expect(decoder.rejected).toBe(0);
  });

  it("takes what is wanted only, and every turn of it", () => {
    const turns = Array.from({ length: 20 }, (_, i) => witTurn(i));
    expect(decode(["acceleration"], turns).samples).toHaveLength(20);
    expect(decode(["acceleration"], turns).samples[0]).toHaveLength(4);
    expect(decode(["angle"], turns).samples[0]).toHaveLength(3);
    expect(decode(["acceleration", "angle"], turns)).toMatchObject({ lost: 0 });
  });

  it.each([0, 1, 2])("loses the turn whose frame %i is damaged, and no other", (damaged) => {
    const turns = [turn(1), turn(2), turn(3), turn(4)];
    turns[1]![damaged]![4]! ^= 1;
    const { samples, decoder, lost } = decode(all, turns.flat());
    expect(samples.map(([x]) => Math.round(x! * 2048))).toEqual([1, 3, 4]);
    expect(lost).toBe(1);
    expect(decoder.rejected).toBe(33);
    expect(decoder.checksumErrors).toBe(1);
  });

  it("never mixes two turns", () => {
    const [one, two, three] = [turn(1), turn(2), turn(3)];
    const { samples, lost } = decode(all, [one[0]!, Buffer.alloc(33, 7), two[1]!, two[2]!, ...three]);
    expect(samples.map(([x]) => Math.round(x! * 2048))).toEqual([3]);
    expect(lost).toBe(2);
  });

  it("does not lose a turn when only a frame is damaged that nobody wanted", () => {
    const unwanted = witFrame(0x50, [1, 2, 3, 4]);
    unwanted[3]! ^= 1;
    const { samples, lost } = decode(all, [...turn(1), unwanted, ...turn(2)]);
    expect([samples.length, lost]).toEqual([2, 0]);
  });

  it("names what it does not know", () => {
    expect(contentsOf("angle, Acceleration")).toEqual(["acceleration", "angle"]);
    expect(() => contentsOf("magnetism")).toThrow('may hold acceleration, angular rate, angle, not "magnetism"');
  });
});
