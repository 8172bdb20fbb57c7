import { describe, expect, it } from "vitest";
import { parseMicrophoneCurve, responseAt } from "./microphoneCurve.ts";

const file = (...lines: string[]) => lines.join("\r\n");
const header = '"Sens Factor =-12.07dB, AGain =18dB, SERNO: 8108494"';

describe("a calibration file of a microphone", () => {
  it("is read with header, remark, tabs and short numbers", () => {
    const curve = parseMicrophoneCurve(
      file(header, '"Calibrated at 90 degrees"', "10.054\t-4.2", "20\t.58440", "40.0\t1e0", ""),
      "a.txt",
    );
    expect(curve).toEqual({
      sensitivityFactor: -12.07,
      analogGain: 18,
      serialNumber: "8108494",
      frequencies: [10.054, 20, 40],
      responses: [-4.2, 0.5844, 1],
    });
  });

  it("may lack quotes, gain and header", () => {
    const curve = parseMicrophoneCurve(file("Sens Factor =.5dB, SERNO: 7001234", "10\t1", "20\t2"), "a.txt");
    expect([curve.sensitivityFactor, curve.analogGain, curve.serialNumber]).toEqual([0.5, null, "7001234"]);
    expect(parseMicrophoneCurve("10 1\n20 2", "b.txt").sensitivityFactor).toBeNull();
  });

  it.each([
    [3, "words among the rows", file(header, "10\t1", "twenty\t2", "30\t3")],
    [3, "a row with one number", file(header, "10\t1", "20", "30\t3")],
    [4, "a frequency that falls", file(header, "10\t1", "30\t2", "20\t3")],
    [3, "a frequency twice", file(header, "10\t1", "10\t2")],
    [2, "a frequency of 0", file(header, "0\t1", "20\t2")],
    [2, "columns mixed up", file(header, "1.5\t100", "1.6\t200")],
    [3, "NaN", file(header, "10\t1", "20\tNaN")],
    [4, "a remark among the rows", file(header, "10\t1", "20\t2", '"end"')],
  ])("is refused by line %d for %s", (line, _, text) => {
    expect(() => parseMicrophoneCurve(text, "umik.txt")).toThrow(
      expect.objectContaining({
        code: "BAD_FILE",
        details: { line },
        message: expect.stringContaining(`Line ${line} of umik.txt`),
      }),
    );
  });

  it.each(["", header, file(header, "10\t1")])("is refused without rows", (text) => {
    expect(() => parseMicrophoneCurve(text, "umik.txt")).toThrow(expect.objectContaining({ code: "BAD_FILE" }));
  });
});

describe("the response at a frequency", () => {
  const curve = parseMicrophoneCurve("10\t-6\n1000\t0\n4000\t3", "c.txt");

  it.each([
    [0, -6],
    [10, -6],
    [100, -3],
    [1000, 0],
    [2000, 1.5],
    [4000, 3],
    [20_000, 3],
  ])("of %d Hz is %d dB: straight over log frequency, held at the ends", (frequency, response) => {
    expect(responseAt(curve, frequency)).toBeCloseTo(response, 12);
  });
});
