import { describe, expect, it } from "vitest";
import { cursorFrequency, frequencyTicks, logarithmicSplits } from "./frequencyTicks.ts";

const number = (value: number, digits = 0) => String(Number(value.toFixed(digits)));

describe("texts of a frequency axis", () => {
  it("change to kilohertz where that is shorter", () => {
    expect(frequencyTicks([0, 500, 1000, 1500], number)).toEqual(["0 Hz", "500 Hz", "1 kHz", "1.5 kHz"]);
    expect(frequencyTicks([0, 2500, 5000, 12_500], number)).toEqual(["0 Hz", "2.5 kHz", "5 kHz", "12.5 kHz"]);
  });

  it("differ however far it is zoomed in", () => {
    expect(frequencyTicks([1000.5, 1001, 1001.5], number)).toEqual(["1000.5 Hz", "1001 Hz", "1001.5 Hz"]);
    expect(frequencyTicks([12_340, 12_350], number)).toEqual(["12.34 kHz", "12.35 kHz"]);
    expect(frequencyTicks([12_341, 12_342], number)).toEqual(["12341 Hz", "12342 Hz"]);
  });

  it("are round on a logarithmic axis, however little of it is shown", () => {
    expect(logarithmicSplits(1.5, 1000)).toEqual([2, 5, 10, 20, 50, 100, 200, 500, 1000]);
    expect(logarithmicSplits(200, 1900)).toEqual([200, 300, 500, 700, 1000, 1500]);
    expect(logarithmicSplits(900, 1100)).toEqual([900, 950, 1000, 1050, 1100]);
    expect(logarithmicSplits(198.9, 420)).toEqual([200, 250, 300, 350, 400]);
  });

  it("leave out what the plot leaves out", () => {
    expect(frequencyTicks([10, null, 100], number)).toEqual(["10 Hz", null, "100 Hz"]);
  });

  it("are read by the cursor to a tenth of a line", () => {
    expect(cursorFrequency(1000.43, 1.5625, number)).toBe("1000.4 Hz");
    expect(cursorFrequency(1000.43, 50, number)).toBe("1000 Hz");
  });
});
