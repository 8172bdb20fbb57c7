import { describe, expect, it } from "vitest";
import type { HealthySpectrum } from "../domain/alert.ts";
import { Fault } from "../domain/fault.ts";
import type { OperatingTag } from "../domain/operatingTag.ts";
import type { TrainingSession } from "./kind.ts";
import { type Heard, learnModes, readModes, recognise } from "./operatingModes.ts";

const bands = 256;
const top = 25_600;
/** Lines of a gearbox: mesh and shaft orders, 20 dB above a floor of −60 dB. */
const lineBands = [20, 34, 48, 62, 76, 90, 104, 118, 132, 146];

/** @param speed moves the lines; @param gain moves everything; `hiss` raises the floor alone. All in dB but the first. */
function levels({ speed = 1, gain = 0, hiss = 0 } = {}): number[] {
  const floor = Array.from({ length: bands }, (_, band) => -60 + hiss + Math.sin(band) + gain);
  for (const line of lineBands) {
    const band = Math.round(line * speed);
    floor[band] = Math.max(floor[band]!, -40 + gain);
  }
  return floor;
}

function session(way: Parameters<typeof levels>[0], tag?: OperatingTag, points = ["p"]): TrainingSession {
  const middle = levels(way);
  const spectrum: HealthySpectrum = {
    top,
    low: middle.map((level) => level - 2),
    middle,
    high: middle.map((level) => level + 2),
  };
  return { from: 0, to: 1000, windows: [], tag, spectra: Object.fromEntries(points.map((id) => [id, spectrum])) };
}

const heard = (way: Parameters<typeof levels>[0], tag?: OperatingTag, points = ["p"]): Heard => ({
  spectra: points.map((pointId) => ({ pointId, spectrum: { top, levels: levels(way) } })),
  tag,
});
const modesOf = (...sessions: TrainingSession[]) => learnModes({ sessions });

describe("a machine that runs as it has learned", () => {
  const modes = modesOf(session({}));
  it("is known, also when a fault adds noise, drowns the lines or makes it much louder", () => {
    for (const way of [{}, { gain: 6 }, { hiss: 10 }, { hiss: 14 }, { gain: 12 }]) {
      expect(recognise(modes, heard(way))).toEqual({ state: "known", mode: "as learned", factor: 1 });
    }
  });
  it("is known through a sensor with a lower gain", () => {
    expect(recognise(modes, heard({ gain: -5 })).state).toBe("known");
  });
  it("is known where nothing can be compared", () => {
    const other: Heard = { spectra: [{ pointId: "p", spectrum: { top: 500, levels: [0, 0, 0] } }] };
    expect(recognise(modes, other)).toMatchObject({ state: "known", factor: 1 });
    expect(recognise(modesOf({ from: 0, to: 1, windows: [] }), heard({ gain: -90 })).state).toBe("known");
    expect(recognise(modesOf(), heard({}))).toEqual({ state: "known", factor: 1 });
  });
});

describe("a machine that does not run", () => {
  it("is off, whatever is said of it", () => {
    const modes = modesOf(session({}, { speed: 1500, state: "pumping" }));
    expect(recognise(modes, heard({ gain: -26 }, { speed: 1500, state: "pumping" }))).toMatchObject({
      state: "off",
      factor: Number.POSITIVE_INFINITY,
    });
  });
  it("is off only when it is silent at every point", () => {
    const modes = modesOf(session({}, undefined, ["p", "q"]));
    const half: Heard = { spectra: [...heard({ gain: -40 }).spectra, ...heard({}, undefined, ["q"]).spectra] };
    expect(recognise(modes, half).state).toBe("known");
    expect(recognise(modes, heard({ gain: -40 }, undefined, ["p", "q"])).state).toBe("off");
  });
  it("is off when one point is silent and another hears the rest of the hall, but not when a sensor fell off", () => {
    const points = ["p", "microphone"];
    const modes = modesOf(session({}, undefined, points));
    const silent = heard({ gain: -30 }).spectra;
    const hall: Heard["spectra"] = [
      { pointId: "microphone", spectrum: { top, levels: levels().map((level) => Math.min(level, -56)) } },
    ];
    expect(recognise(modes, { spectra: [...silent, ...hall] }).state).toBe("off");
    expect(recognise(modes, { spectra: [...silent, ...heard({}, undefined, ["microphone"]).spectra] }).state).toBe(
      "known",
    );
    // one microphone alone cannot tell silence from another way of running
    expect(recognise(modes, { spectra: hall })).toMatchObject({ state: "new", factor: Number.POSITIVE_INFINITY });
  });
  it("is off below the quietest mode that it has learned", () => {
    const modes = modesOf(session({}), session({ gain: -18 }));
    expect(recognise(modes, heard({ gain: -20 })).state).toBe("known");
    expect(recognise(modes, heard({ gain: -45 })).state).toBe("off");
  });
});

describe("a machine that runs otherwise", () => {
  const modes = modesOf(session({}));
  it("is never judged when it is much quieter, or much louder in all bands at once", () => {
    for (const way of [{ gain: -16 }, { gain: -9 }, { gain: 20 }]) {
      expect(recognise(modes, heard(way))).toMatchObject({ state: "new", factor: Number.POSITIVE_INFINITY });
    }
  });
  it("is found by the lines that left their places, and judged with a wider threshold", () => {
    for (const speed of [0.8, 1.2, 1.35]) {
      const { state, factor } = recognise(modes, heard({ speed }));
      expect(state).toBe("new");
      expect(factor).toBeGreaterThan(1.5);
      expect(factor).toBeLessThan(5);
    }
  });
  it("is not asked for its lines when its speed is said", () => {
    const told = modesOf(session({}, { speed: 1500 }));
    expect(recognise(told, heard({ speed: 1.2 }, { speed: 1500 })).factor).toBe(1);
    expect(recognise(told, heard({ speed: 1.2 })).factor).toBeGreaterThan(1.5);
    expect(recognise(told, heard({}, { speed: 1800 })).factor).toBeGreaterThan(1.5);
  });
});

describe("modes", () => {
  it("are told apart by tags, and without tags by level", () => {
    const tagged = modesOf(
      session({}, { speed: 1500 }),
      session({ gain: 1 }, { speed: 1510 }),
      session({}, { speed: 3000, load: 0.4 }),
      session({ gain: 15 }, { state: "loaded" }),
    );
    expect(tagged.modes.map(({ name, sessions }) => `${name}: ${sessions}`).toSorted()).toEqual([
      "1500 rpm: 2",
      "3000 rpm, 40 % load: 1",
      "loaded: 1",
    ]);
    const untagged = modesOf(session({ gain: 20 }), session({}), session({ gain: 2 }));
    expect(untagged.modes.map(({ name, sessions }) => `${name}: ${sessions}`)).toEqual([
      "as learned: 2",
      "as learned, 19 dB louder: 1",
    ]);
    expect(untagged.modes.map(({ louder }) => louder)).toEqual([undefined, 19]);
    expect(recognise(untagged, heard({ gain: 19 })).mode).toBe("as learned, 19 dB louder");
    expect(recognise(untagged, heard({ gain: 1 })).mode).toBe("as learned");
    expect(recognise(tagged, heard({}, { speed: 2990, load: 0.4 })).mode).toBe("3000 rpm, 40 % load");
  });

  it("are the same after a way through JSON, and small", () => {
    const points = ["p1", "p2", "p3", "p4"];
    const modes = modesOf(...[600, 1200, 1800].map((speed) => session({}, { speed }, points)));
    const text = JSON.stringify(modes);
    expect(readModes(JSON.parse(text))).toEqual(modes);
    expect(text.length).toBeLessThan(8000);
  });

  it("can be read from artifacts that tell the louder one by its name alone", () => {
    const modes = modesOf(session({}), session({ gain: 20 }));
    const old = { ...modes, modes: modes.modes.map(({ louder: _, ...mode }) => mode) };
    expect(readModes(JSON.parse(JSON.stringify(old)))).toEqual(old);
  });

  it("are refused when they cannot have been learned", () => {
    const sound = () => JSON.parse(JSON.stringify(modesOf(session({}, { speed: 600 }))));
    const broken: ((modes: ReturnType<typeof sound>) => unknown)[] = [
      () => null,
      () => [],
      () => ({ modes: [] }),
      (modes) => ({ ...modes, modes: [null] }),
      (modes) => ({ ...modes, modes: [{ ...modes.modes[0], levels: { p: { low: null, high: 1 } } }] }),
      (modes) => ({ ...modes, modes: [{ ...modes.modes[0], tag: { speed: "fast" } }] }),
      (modes) => ({ ...modes, points: { p: { ...modes.points.p, low: [1] } } }),
      (modes) => ({ ...modes, points: { p: { ...modes.points.p, lines: [{ band: 999, least: 0, height: 1 }] } } }),
      (modes) => ({ ...modes, points: { p: null } }),
    ];
    for (const harm of broken) expect(() => readModes(harm(sound()))).toThrow(Fault);
  });
});
