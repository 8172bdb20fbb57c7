import { describe, expect, it } from "vitest";
import { cepstrum } from "../../electron/features/cepstrum.ts";
import { envelopePeriodicity } from "../../electron/features/envelopePeriodicity.ts";
import { envelopeSpectrum } from "../../electron/features/envelopeSpectrum.ts";
import { melBank } from "../../electron/features/melBank.ts";
import { meydaMfcc } from "../../electron/features/meydaMfcc.ts";
import { type GoldenCase, goldenInput, goldenTable } from "../makers/goldenCases.ts";
import { isSharedMissing } from "../makers/sharedFolder.ts";
import { analysisChecks } from "./analysisChecks.ts";
import { edgeChecks } from "./edgeChecks.ts";
import { waveformChecks } from "./waveformChecks.ts";

/** Signals and results made by another program (SciPy, librosa, meyda); a result passes within the tolerance its case states. */
const cases: readonly GoldenCase[] = isSharedMissing() ? [] : goldenTable().cases;
const checks: Readonly<Record<string, (entry: GoldenCase) => void>> = {
  ...waveformChecks,
  ...analysisChecks,
  edge: (entry) => edgeChecks[entry.id]!(),
};

describe.skipIf(cases.length === 0)("golden signals", () => {
  it("are all there, and none is without a check", () => {
    const unchecked = cases.filter((entry) =>
      entry.feature === "edge" ? !Object.hasOwn(edgeChecks, entry.id) : !Object.hasOwn(checks, entry.feature),
    );
    expect(unchecked.map((entry) => entry.id)).toEqual([]);
    expect(cases.filter((entry) => entry.feature !== "edge").length).toBe(332);
    expect(cases.filter((entry) => entry.feature === "edge").length).toBe(Object.keys(edgeChecks).length);
  });

  it.each(cases)("$id", (entry) => checks[entry.feature]!(entry));

  it.each([
    [-1, 1000],
    [3000, 2000],
    [1000, 6001],
  ])("refuses the envelope band %i to %i Hz at 12 kHz", (low, high) => {
    const refusal = expect.objectContaining({ code: "BAD_INPUT" });
    const samples = goldenInput("bearing_12k");
    expect(() => envelopeSpectrum(samples, 12_000, [low, high])).toThrow(refusal);
    expect(() => envelopePeriodicity(samples, 12_000, [low, high], [20, 300])).toThrow(refusal);
  });

  it("refuses mel bands above half the sample rate, a frame that is not whole, and quefrencies outside", () => {
    const refusal = expect.objectContaining({ code: "BAD_INPUT" });
    expect(() => melBank(12_000, 2048, 40, { high: 6001 })).toThrow(refusal);
    expect(() => cepstrum(goldenInput("bearing_12k"), 12_000, [0.1, 0.6])).toThrow(refusal);
    expect(() => meydaMfcc(12_000, 2048).compute(goldenInput("bearing_12k"), 10_000)).toThrow(/2048|samples/);
  });
});
