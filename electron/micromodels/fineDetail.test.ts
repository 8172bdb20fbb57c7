import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { healthyComponent, shifted } from "../../test/makers/healthyComponent.ts";
import { defaultAlertSettings } from "../alerts/alertSettings.ts";
import { FineDeviation, fineSpread, withFineDetail } from "./fineDetail.ts";
import type { TrainingSet } from "./kind.ts";

const set = healthyComponent({ sessions: 2, points: 2, windows: 200, wander: 0 });
const indexOf = (name: string) => set.features.findIndex((feature) => feature.name === name);
/** The levels about which the maker scatters its windows, with a deviation of 0.1. */
const layout = [...set.features.keys()].map((j) => -2 - 0.1 * j);
const centre = Float32Array.from(layout);
const spread = fineSpread(set, centre);
const middle = () => Float32Array.from(layout);

function withFeature(name: string, become: (before: number) => number): TrainingSet {
  const sessions = set.sessions.map((session) => ({
    ...session,
    windows: session.windows.map((window) => window.with(indexOf(name), become(window[indexOf(name)]!))),
  }));
  return { ...set, sessions };
}

describe("fineSpread", () => {
  it("is the deviation of cepstrum, spectrum and envelope of every point, and leaves out what is loudness", () => {
    const counted = set.features.filter((_, j) => spread[j]! > 0);
    expect(counted).toHaveLength(2 * (2 + 16 + 4));
    expect(new Set(counted.map(({ group }) => group))).toEqual(new Set(["cepstrum", "spectrum", "envelope"]));
    for (const point of ["point 1", "point 2"]) {
      expect(spread[indexOf(`${point} cepstrum 1`)]).toBe(0);
      expect(spread[indexOf(`${point} cepstrum 2`)]).toBeGreaterThan(0);
    }
    for (const value of spread) if (value > 0) expect(Math.abs(value - 0.1)).toBeLessThan(0.02);
  });

  it("tells sessions that differ as part of what was learned", () => {
    const apart = fineSpread(
      { ...set, sessions: [set.sessions[0]!, { ...set.sessions[1]!, windows: [middle().map((value) => value + 3)] }] },
      centre,
    );
    expect(apart[indexOf("point 1 spectrum 3")]).toBeGreaterThan(0.2);
  });

  it("gives a feature that kept still a floor, and counts nothing of a recording in which nearly all kept still", () => {
    const name = "point 1 spectrum 5";
    const j = indexOf(name);
    expect(
      fineSpread(
        withFeature(name, () => centre[j]!),
        centre,
      )[j],
    ).toBeCloseTo(0.01, 2);
    const still = { ...set, sessions: [{ ...set.sessions[0]!, windows: [centre, centre] }] };
    expect([...fineSpread(still, centre)].every((value) => value === 0)).toBe(true);
  });
});

describe("FineDeviation", () => {
  const deviated = (by: number) => shifted(set, middle(), by, ["cepstrum", "spectrum", "envelope"]);

  it("is the mean deviation in healthy spreads", () => {
    const deviation = new FineDeviation({ centre, spread: spread.map((value) => (value > 0 ? 0.1 : 0)) });
    expect(deviation.push(deviated(0.3))).toBeCloseTo(3, 4);
    expect(deviation.push(deviated(-0.2))).toBeCloseTo(2, 4);
  });

  it("takes the median of five windows as soon as there are so many, and begins anew after a reset", () => {
    const deviation = new FineDeviation({ centre, spread: spread.map((value) => (value > 0 ? 0.1 : 0)) });
    const found = [9, 1, 2, 3, 4, 5].map((by) => Math.round(deviation.push(deviated(0.1 * by))!));
    expect(found).toEqual([9, 1, 2, 3, 3, 3]);
    deviation.reset();
    expect(deviation.push(deviated(0.9))).toBeCloseTo(9, 4);
  });

  it("minds neither level nor shape", () => {
    const louder = shifted(set, middle(), 5, ["level", "shape"]).with(indexOf("point 1 cepstrum 1"), 40);
    expect(new FineDeviation({ centre, spread }).push(louder)).toBeCloseTo(0, 5);
  });

  it("says nothing where no feature counts", () => {
    expect(new FineDeviation({ centre, spread: spread.map(() => 0) }).push(middle())).toBeNull();
  });
});

describe("withFineDetail", () => {
  const severities = fc.double({ min: 0, max: 2, noNaN: true });
  const deviations = fc.double({ min: 0, noNaN: true });

  it("crosses the threshold in neither direction and is always a number", () => {
    fc.assert(
      fc.property(severities, deviations, (severity, deviation) => {
        const value = withFineDetail(severity, deviation);
        if (severity >= 1) expect(value).toBe(severity);
        else expect(value >= 0 && value <= 1).toBe(true);
      }),
    );
    expect(withFineDetail(1 - Number.EPSILON / 2, 1e9)).toBeLessThanOrEqual(1);
  });

  it("rises with the severity and with the deviation", () => {
    fc.assert(
      fc.property(severities, severities, deviations, deviations, (one, two, near, far) => {
        const [lower, higher] = [Math.min(one, two), Math.max(one, two)];
        const [less, more] = [Math.min(near, far), Math.max(near, far)];
        expect(withFineDetail(lower, less)).toBeLessThanOrEqual(withFineDetail(higher, less));
        expect(withFineDetail(lower, less)).toBeLessThanOrEqual(withFineDetail(lower, more));
      }),
    );
  });

  it("is continuous at the threshold, even where nothing deviates", () => {
    for (const deviation of [0, 1e-12, 0.1, 1, 1e6, Number.POSITIVE_INFINITY]) {
      expect(withFineDetail(1 - 1e-9, deviation)).toBeCloseTo(1, 6);
    }
  });

  it("lets an alert clear when the members are calm again, however different the detail stays", () => {
    const { deadband } = defaultAlertSettings;
    expect(withFineDetail(0.85, Number.POSITIVE_INFINITY)).toBeLessThan(deadband);
    expect(withFineDetail(0, Number.POSITIVE_INFINITY)).toBeCloseTo(0.85);
  });

  it("leaves the severity as it is where nothing is known of detail", () => {
    expect(withFineDetail(0.4, null)).toBe(0.4);
  });
});
