import { describe, expect, it } from "vitest";
import { tagFactor } from "./tagFactor.ts";

describe("how much wider the threshold is", () => {
  it("is nothing for what was learned, and where either side says nothing", () => {
    expect(
      tagFactor([{ speed: 1500, load: 0.5, state: "pumping" }], { speed: 1500, load: 0.5, state: "pumping" }),
    ).toBe(1);
    expect(tagFactor([{ speed: 1500 }], undefined)).toBe(1);
    expect(tagFactor([undefined], { speed: 1500 })).toBe(1);
    expect(tagFactor([{ load: 0.5 }], { speed: 1500 })).toBe(1);
    expect(tagFactor([{ speed: 1500 }, undefined], { speed: 3000 })).toBe(1);
  });

  it("is nothing for slip, and grows with the distance of the speed either way", () => {
    const one = [{ speed: 1500 }];
    expect(tagFactor(one, { speed: 1470 })).toBe(1);
    const further = [1600, 1800, 2200].map((speed) => tagFactor(one, { speed }));
    expect(further).toEqual(further.toSorted((first, second) => first - second));
    expect(further[0]).toBeGreaterThan(1.2);
    expect(tagFactor(one, { speed: 1500 * 1.2 })).toBeCloseTo(tagFactor(one, { speed: 1500 / 1.2 }), 9);
    expect(tagFactor(one, { speed: 15_000 })).toBeLessThan(5);
  });

  it("is least between learned speeds, and less beyond several than beyond one", () => {
    const several = [{ speed: 600 }, { speed: 1800 }];
    const between = tagFactor(several, { speed: 1200 });
    expect(between).toBeGreaterThan(1);
    expect(between).toBeLessThan(tagFactor([{ speed: 1800 }], { speed: 1200 }));
    expect(tagFactor(several, { speed: 2400 })).toBeLessThan(tagFactor([{ speed: 1800 }], { speed: 2400 }));
    // the same speed twice is one speed
    expect(tagFactor([{ speed: 1800 }, { speed: 1810 }], { speed: 2400 })).toBeCloseTo(
      tagFactor([{ speed: 1810 }], { speed: 2400 }),
      9,
    );
  });

  it("lets a shaft that is said to stand still alone", () => {
    expect(tagFactor([{ speed: 1500 }], { speed: 0 })).toBe(Number.POSITIVE_INFINITY);
  });

  it("grows a little with a load beyond those learned", () => {
    const learned = [{ load: 0.2 }, { load: 0.6 }];
    expect(tagFactor(learned, { load: 0.4 })).toBe(1);
    expect(tagFactor(learned, { load: 0.63 })).toBe(1);
    expect(tagFactor(learned, { load: 1 })).toBeCloseTo(1.4, 9);
  });

  it("never judges a state of another name; amounts of one unit are near or far", () => {
    const idle = [{ state: "idle", speed: 1500 }];
    expect(tagFactor(idle, { state: "loaded", speed: 1500 })).toBe(Number.POSITIVE_INFINITY);
    expect(tagFactor([...idle, { state: "loaded" }], { state: "loaded" })).toBe(1);
    expect(tagFactor([{ state: "2 bar" }], { state: "4 bar" })).toBeCloseTo(1.5, 9);
    expect(tagFactor([{ state: "2 bar" }], { state: "4 mm" })).toBe(Number.POSITIVE_INFINITY);
    expect(tagFactor([{ state: "0.7 Nm, 1000 N" }], { state: "0.7 Nm, 400 N" })).toBeCloseTo(1.6, 9);
    expect(tagFactor([{ state: "program 1" }], { state: "program 2" })).toBe(Number.POSITIVE_INFINITY);
    expect(tagFactor([{ state: "0 hp" }], { state: "0.0 hp" })).toBe(1);
  });

  it("asks for the speed within the state that is said", () => {
    const learned = [
      { state: "idle", speed: 800 },
      { state: "loaded", speed: 1500 },
    ];
    expect(tagFactor(learned, { state: "loaded", speed: 1500 })).toBe(1);
    expect(tagFactor(learned, { state: "idle", speed: 1500 })).toBeGreaterThan(2);
  });
});
