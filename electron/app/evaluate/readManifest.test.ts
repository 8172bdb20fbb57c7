import { describe, expect, it } from "vitest";
import { manifestOf, neededManifestColumns, operatingTagOf, quantityOf } from "./readManifest.ts";
import { readTable } from "./readTable.ts";

const read = (...rows: string[]) =>
  manifestOf(
    readTable(
      "manifest.csv",
      ["file,dataset,component,rpm,load,sample_rate_hz,scale,t_s,channels", ...rows].join("\n"),
      neededManifestColumns,
    ),
  );

describe("the manifest", () => {
  it("knows speed, load, scale and channels of a recording", () => {
    const entry = read("a.wav,plant,pump,1480,40 %,25600,32.0,120,x;y;z").entryOf("a.wav");
    expect(entry).toMatchObject({ speed: 1480, sampleRate: 25_600, scale: 32, time: 120, channels: ["x", "y", "z"] });
    expect(operatingTagOf(entry)).toEqual({ speed: 1480, load: 0.4 });
  });

  it("takes the samples as they are where no scale is given, and knows no tag where nothing is said", () => {
    const entry = read("a.wav,,,,,16000,,,").entryOf("a.wav");
    expect(entry).toMatchObject({ speed: null, scale: 1, time: null, channels: [] });
    expect(operatingTagOf(entry)).toBeUndefined();
    expect(operatingTagOf({ ...entry, load: "idle" })).toEqual({ state: "idle" });
  });

  it("knows by the unit whether a recording is of sound or of vibration, or does not say", () => {
    const quantities = ["Pa", "FS", "g", "m/s²", "raw", ""].map((unit) => quantityOf({ unit }));
    const [sound, vibration] = ["sound pressure", "acceleration"];
    expect(quantities).toEqual([sound, sound, vibration, vibration, undefined, undefined]);
  });

  it.each([
    ["a.wav,,,,,16000,one,,", /line 2, column "scale": "one" is not a number/],
    ["a.wav,,,,,16000,0,,", /line 2, column "scale": 0 must be above 0/],
    ["a.wav,,,,,16k,1,,", /line 2, column "sample_rate_hz"/],
    ["a.wav,,,fast,,16000,1,,", /line 2, column "rpm"/],
    ["a.wav,,", /line 2: it has 3 cells where the header names 9/],
    ["a.wav,,,,,16000,1,,\na.wav,,,,,16000,1,,", /line 3, column "file": "a.wav" is listed twice/],
    ["b.wav,,,,,16000,1,,", /manifest\.csv has no row for "a\.wav"\. Add one/],
  ])("says what is wrong when the recording is needed: %j", (rows, message) => {
    const manifest = read(rows);
    expect(() => manifest.entryOf("a.wav")).toThrow(message);
  });
});
