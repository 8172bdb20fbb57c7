import { describe, expect, it } from "vitest";
import { witFrame, witTurn } from "../../../test/makers/frames.ts";
import { seededNoise } from "../../../test/makers/seededNoise.ts";
import { allContents, contentsOf, type WitContent } from "./witContents.ts";
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

  it.each<{ wanted: WitContent[] }>([
    { wanted: ["acceleration"] },
    { wanted: ["angle"] },
    { wanted: ["acceleration", "angle"] },
  ])("says of every turn whether it is lost, whichever frame is damaged or gone: $wanted", ({ wanted }) => {
    // What is damaged between two wanted frames may have been the beginning of another turn.
    const [first, last] = [allContents.indexOf(wanted[0]!), allContents.indexOf(wanted.at(-1)!)];
    const noise = seededNoise(7);
    const random = () => Math.abs(noise()) % 1;
    let whole = 0;
    const frames = Array.from({ length: 1000 }, (_, i) => turn(i)).flatMap((each, i) => {
      const struck = i > 1 && i < 999 && random() < 0.2 ? Math.floor(random() * 3) : -1;
      if (struck < first || struck > last) whole += 1;
      if (struck < 0) return each;
      // Some bytes are not what was sent, and some do not come at all.
      const gone = Math.floor(random() * 11);
      each[struck]![4]! ^= 1;
      each[struck] = each[struck]!.subarray(gone);
      return each;
    });
    const { samples, lost } = decode(wanted, frames);
    expect(samples).toHaveLength(whole);
    // Where turn after turn was struck in different places, as many bytes as a turn has may be gone.
    expect(Math.abs(samples.length + lost - 1000)).toBeLessThanOrEqual(2);
  });

  it("loses as many turns as a whole stretch of rubbish is long", () => {
    const turns = Array.from({ length: 20 }, (_, i) => turn(i));
    const rubbish = Buffer.alloc(5 * 33, 7);
    const frames = [...turns.slice(0, 10).flat(), rubbish, ...turns.slice(10).flat()];
    expect(decode(["angular rate"], frames)).toMatchObject({ samples: { length: 20 }, lost: 5 });
  });

  it("names what it does not know", () => {
    expect(contentsOf("angle, Acceleration")).toEqual(["acceleration", "angle"]);
    expect(() => contentsOf("magnetism")).toThrow('may hold acceleration, angular rate, angle, not "magnetism"');
  });
});
