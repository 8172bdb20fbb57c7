import { describe, expect, it } from "vitest";
import { accelerometerOfName } from "./accelerometerName.ts";
import { sensitivityWithGain } from "./calibration.ts";

describe("the name of a USB accelerometer", () => {
  it("holds sensitivities in counts per m/s² (format 1)", () => {
    const got = accelerometerOfName("Microphone (333D01 10123456500032500210531)");
    expect(got).toEqual({
      model: "333D01",
      serialNumber: "012345",
      calibrated: "2021-05-31",
      channels: [
        { sensitivity: 65_000 / 855_400, gain: 0, unit: "g" },
        { sensitivity: 32_500 / 855_400, gain: 0, unit: "g" },
      ],
    });
    // full scale is 2²³ counts, one g is 9.80665 m/s²
    const [a] = got!.channels;
    expect(1 / sensitivityWithGain(a)).toBeCloseTo(2 ** 23 / 65_000 / 9.80665, 4);
  });

  it.each([
    ["2", 8_388_608 / 1_000_000],
    ["3", 8_388_608 / 20_000_000],
  ])("holds counts per volt (format %s)", (format, volts) => {
    const got = accelerometerOfName(`USB Audio 485B39 ${format}00042710000000500000230101`)!;
    expect(got.serialNumber).toBe("000427");
    expect(got.calibrated).toBe("2023-01-01");
    expect(got.channels.map((channel) => channel.unit)).toEqual(["V", "V"]);
    expect(1 / got.channels[0].sensitivity).toBeCloseTo(volts, 9);
    expect(1 / got.channels[1].sensitivity).toBeCloseTo(2 * volts, 9);
  });

  it.each(["", "USB Audio CODEC", "UMIK-2: USB Audio", "333"])("is not that of %j", (name) => {
    expect(accelerometerOfName(name)).toBeNull();
  });

  it.each(["", "2", "21053"])("cut short within its date (%j) still tells both sensitivities", (date) => {
    const got = accelerometerOfName(`333D01 10123456500032500${date}`)!;
    expect(got.channels.map(({ sensitivity }) => Math.round(sensitivity * 855_400))).toEqual([65_000, 32_500]);
    expect(got.calibrated).toBeUndefined();
  });

  it("of each model is found wherever it stands", () => {
    for (const model of ["333D01", "485B39", "633A01", "SDC001"]) {
      const got = accelerometerOfName(`2- ${model} 10123456500032500210531: USB Audio`)!;
      expect(got).toMatchObject({ model, serialNumber: "012345", calibrated: "2021-05-31" });
    }
  });

  it.each([
    ["cut short", "333D01 101234565000"],
    ["cut short in the sensitivity of channel B", "333D01 1012345650003250"],
    ["followed by something that is no date", "333D01 10123456500032500: USB Audio"],
    ["of an unknown format", "333D01 90123456500032500210531"],
    ["without sensitivity", "333D01 10123450000032500210531"],
    ["with letters for digits", "333D01 101234565x0032500210531"],
    ["calibrated on 31 February", "333D01 10123456500032500210231"],
    ["of the model alone", "333D01"],
  ])("%s is refused with the remedy", (_, name) => {
    expect(() => accelerometerOfName(name)).toThrow(expect.objectContaining({ code: "BAD_INPUT" }));
    expect(() => accelerometerOfName(name)).toThrow(/sensitivity from the certificate/);
  });
});

describe("sensitivity and gain", () => {
  it("multiply: 100 mV/g through 20 dB is 1 V/g at the converter", () => {
    expect(sensitivityWithGain({ sensitivity: 0.1, gain: 20, unit: "g" })).toBeCloseTo(1, 12);
    expect(sensitivityWithGain({ sensitivity: -0.05, gain: 0, unit: "Pa" })).toBe(-0.05);
  });

  it.each([
    [0, 0],
    [Number.NaN, 0],
    [1, Number.POSITIVE_INFINITY],
    [1, Number.NEGATIVE_INFINITY],
  ])("of %d and %d dB are impossible", (sensitivity, gain) => {
    expect(() => sensitivityWithGain({ sensitivity, gain, unit: "g" })).toThrow(
      expect.objectContaining({ code: "BAD_INPUT" }),
    );
  });
});
