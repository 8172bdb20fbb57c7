import { describe, expect, it } from "vitest";
import {
  recordedPoint,
  recordedRate,
  recordedSecond,
  recordedSession,
  requestOf,
  vectorOfSecond,
} from "../../test/makers/recordedComponent.ts";
import { openArtifact } from "../micromodels/artifact.ts";
import { componentFeatures } from "./componentFeatures.ts";
import { type ExplainedBand, explainScore } from "./explainScore.ts";
import { pseudoFaults } from "./pseudoFaults.ts";
import { trainMicromodel } from "./trainMicromodel.ts";

const { artifact } = await trainMicromodel(requestOf([0, 1].map((number) => recordedSession({ number }))));
const opened = openArtifact(artifact);
const healthy = recordedSecond(77_777);
const faults = pseudoFaults(recordedRate, recordedRate, 4)(healthy);
const traits = componentFeatures("general/1", [{ id: recordedPoint, sampleRate: recordedRate }]);
const bands = traits.flatMap(({ group, band }) => (group === "spectrum" && band ? [band] : []));
const explain = (samples: Float32Array) => explainScore(opened, [vectorOfSecond(samples)]);
const indexAt = (frequency: number) => bands.findIndex(({ low, high }) => frequency >= low && frequency <= high);

function expectBand(found: ExplainedBand | undefined, low: number, high: number, change: number) {
  expect(Math.abs(indexAt(found!.low + 1) - indexAt(low + 1)), `${found!.low} Hz for ${low} Hz`).toBeLessThanOrEqual(1);
  expect(
    Math.abs(indexAt(found!.high - 1) - indexAt(high - 1)),
    `${found!.high} Hz for ${high} Hz`,
  ).toBeLessThanOrEqual(1);
  expect(Math.abs(found!.change - change), `${found!.change} dB for ${change} dB`).toBeLessThan(2);
}

describe("explainScore", () => {
  const octaves = faults.filter(({ fault, low }) => fault === "band energy" && low! >= 400);

  it.each(octaves.map(({ low, high, inject }) => [low!, high!, inject] as const))(
    "says which band is louder, within one band and 2 dB: %f–%f Hz by 11 dB",
    (low, high, inject) => {
      const [first] = explain(inject(11)).bands;
      expect(first!.pointId).toBe(recordedPoint);
      expectBand(first, low, high, 11);
      expect(first!.share).toBeGreaterThan(0.2);
    },
  );

  it("does not say that the others became quieter because one became loud", () => {
    const { bands: found } = explain(octaves[0]!.inject(25));
    for (const { change } of found) expect(change).toBeGreaterThan(-3);
  });

  it("says of a machine that is louder altogether that it is, everywhere", () => {
    const [first] = explain(healthy.map((sample) => 4 * sample)).bands;
    expect(Math.abs(first!.change - 12)).toBeLessThan(2);
    expect(first!.high - first!.low).toBeGreaterThan(recordedRate / 4);
  });

  it("has bands side by side without gaps up to where the spectrum ends", () => {
    for (const [n, { low }] of bands.slice(1).entries()) expect(low).toBeCloseTo(bands[n]!.high, 6);
    expect(bands.at(-1)!.high).toBeGreaterThan(0.9 * (recordedRate / 2));
  });

  it("shares the score among the features, with what they are and what they were", () => {
    const values = vectorOfSecond(octaves[0]!.inject(11));
    const { features } = explainScore(opened, [values]);
    expect(features.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 6);
    for (const [n, { share }] of features.slice(1).entries()) expect(share).toBeLessThanOrEqual(features[n]!.share);
    const { name, now, healthy: before, pointId } = features[0]!;
    const index = opened.header.featureNames.indexOf(`${pointId} ${name}`);
    expect([now, before]).toEqual([values[index], opened.centre![index]]);
  });

  it("speaks for the member that judges so: a slow one looks at its whole stretch, and one loud second is none of it", () => {
    const slow = opened.members.findIndex(({ smoothing }) => smoothing > 1);
    const { smoothing } = opened.members[slow]!;
    // only the slow member is left to be the loudest
    const members = opened.members.map((member, m) => ({ ...member, threshold: m === slow ? 1e-9 : 1e9 }));
    const quiet = Array.from({ length: smoothing - 1 }, () => vectorOfSecond(healthy));
    const loud = vectorOfSecond(healthy.map((sample) => 4 * sample));
    const { features } = explainScore({ ...opened, members }, [...quiet, loud]);
    const told = features.map(({ pointId, name, now }) => [
      now,
      opened.header.featureNames.indexOf(`${pointId} ${name}`),
    ]);
    for (const [now, index] of told) expect(now).toBe(quiet[0]![index!]);
    // before it has heard enough it has no say
    const early = explainScore({ ...opened, members }, [loud]).features[0]!;
    expect(early.now).toBe(loud[opened.header.featureNames.indexOf(`${early.pointId} ${early.name}`)]);
  });

  it("says nothing of a model that does not know what healthy was, and refuses features it has not learned", () => {
    expect(explainScore({ ...opened, centre: undefined }, [vectorOfSecond(healthy)])).toEqual({
      features: [],
      bands: [],
    });
    expect(() => explainScore(opened, [new Float32Array(3)])).toThrow(expect.objectContaining({ code: "BAD_SHAPE" }));
  });
});
