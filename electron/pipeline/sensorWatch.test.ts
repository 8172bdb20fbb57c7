import { describe, expect, it } from "vitest";
import { seededNoise } from "../../test/makers/seededNoise.ts";
import type { Point } from "../domain/plant.ts";
import type { ClockDrift, SampleBlock } from "../domain/sampleBlock.ts";
import { SensorWatch, type WatchedDevice } from "./sensorWatch.ts";

const rate = 12_800;
const device: WatchedDevice = { deviceId: "daq", sampleRate: rate, channelCount: 2, driver: "usbAudio", points: [] };
const noise = [seededNoise(1), seededNoise(2)] as const;
/** Two machines that are well: a shaft, its harmonic, and noise. */
const well = (channel: number) => (time: number) =>
  0.1 * Math.sin(2 * Math.PI * 24.6 * time + channel) +
  0.03 * Math.sin(2 * Math.PI * 49.2 * time) +
  0.02 * noise[channel]!();

type Voice = (time: number) => number;

/** Blocks of a tenth of a second. */
function run(
  watch: SensorWatch,
  seconds: number,
  voices: readonly Voice[] = [well(0), well(1)],
  more: { from?: number; clock?: ClockDrift; sampleRate?: number; lostBefore?: number } = {},
) {
  const { from = 0, sampleRate = rate, lostBefore = 0, ...rest } = more;
  const length = Math.round(sampleRate / 10);
  for (let block = 0; block < seconds * 10; block++) {
    const time = from * 1000 + block * 100;
    const channels = voices.map((voice) =>
      Float32Array.from({ length }, (_, n) => voice(time / 1000 + n / sampleRate)),
    );
    const made: SampleBlock = { deviceId: "daq", sequence: block, time, sampleRate, channels, lostBefore, ...rest };
    watch.push(made);
  }
  return watch.findings();
}

const kinds = (findings: ReturnType<SensorWatch["findings"]>) =>
  findings.map(({ kind, channel, weight }) => [kind, channel, weight].filter((each) => each !== undefined).join(" "));

describe("the watch on the sensors of a device", () => {
  it("has nothing to say of what is well", () => {
    expect(run(new SensorWatch(device), 60)).toEqual([]);
  });

  it.each([
    ["clipping 0 hint", (time: number) => Math.max(-0.09, Math.min(0.09, well(0)(time)))],
    ["dead 0 trouble", () => 0.25],
    ["dead 0 hint", () => 2e-6 * noise[0]()],
    [
      "mains hum 0 hint",
      (time: number) =>
        0.5 *
        [1, 2, 3, 5, 7].reduce((sum, order) => sum + Math.sin(2 * Math.PI * 50 * order * time) / order, well(0)(time)),
    ],
  ] as const)("tells of %s within half a minute of its beginning, and no more when it is over", (expected, voice) => {
    const watch = new SensorWatch(device);
    run(watch, 20);
    expect(kinds(run(watch, 25, [voice, well(1)], { from: 20 }))).toEqual([expected]);
    expect(run(watch, 40, undefined, { from: 45 })).toEqual([]);
  });

  it("does not say of a channel that it clips or hums when it hears nothing at all any more", () => {
    const watch = new SensorWatch({ ...device, every: 1 });
    const cut = (time: number) => Math.max(-0.09, Math.min(0.09, well(0)(time)));
    expect(kinds(run(watch, 5, [cut, well(1)]))).toEqual(["clipping 0 hint"]);
    expect(kinds(run(watch, 5, [() => 0, well(1)], { from: 5 }))).toEqual(["dead 0 trouble"]);
  });

  it("says nothing of a clean tone of 48 samples a period", () => {
    const tone = (time: number) => 0.1 * Math.sin((2 * Math.PI * rate * time) / 48);
    expect(run(new SensorWatch({ ...device, every: 1 }), 6, [tone, well(1)])).toEqual([]);
  });

  it("tells at once while somebody listens", () => {
    expect(kinds(run(new SensorWatch({ ...device, every: 1 }), 4, [() => 0, well(1)]))).toEqual(["dead 0 trouble"]);
  });

  it.each([1, -3.7])("tells of two channels that deliver the same, times %d", (factor) => {
    const shared: number[] = [];
    const first = (time: number) => {
      const value = well(0)(time);
      shared.push(value);
      return value;
    };
    const found = run(new SensorWatch(device), 30, [first, () => factor * shared.shift()!]);
    expect(kinds(found)).toEqual(["same as another 0 hint", "same as another 1 hint"]);
    expect(found.map(({ facts }) => facts)).toEqual(
      [1, 0].map((other) => (factor < 0 ? { other, inverted: 1 } : { other })),
    );
  });

  it.each([
    [48_000, 44_100, "trouble"],
    [1000, 900, "trouble"],
    [1000, 1018, "hint"],
  ])("tells of %d Hz that became %d Hz", (expected, measured, weight) => {
    const watch = new SensorWatch({ ...device, sampleRate: expected });
    const clock = (drift: number) => ({ drift, uncertainty: 50 });
    expect(run(watch, 10, undefined, { sampleRate: expected, clock: clock(80) })).toEqual([]);
    const drift = (measured / expected - 1) * 1e6;
    const found = run(watch, 5, undefined, { sampleRate: expected, from: 10, clock: clock(drift) });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ kind: "rate changed", weight, facts: { expected } });
    expect(found[0]!.facts.measured).toBeCloseTo(measured, 6);
  });

  it("does not believe a rate that is not known yet", () => {
    const clock = { drift: 40_000, uncertainty: 15_000 };
    expect(run(new SensorWatch(device), 10, undefined, { clock })).toEqual([]);
  });

  it("knows from the unit of a point what no machine does", () => {
    const point = {
      id: "p",
      componentId: "c",
      quantity: "acceleration",
      unit: "g",
      channel: 0,
      deviceId: "daq",
    } as const;
    const of = (sensitivity: number) =>
      kinds(run(new SensorWatch({ ...device, points: [{ ...point, sensitivity } as Point] }), 40));
    expect(of(0.1)).toEqual([]);
    expect(of(0.0001)).toEqual(["implausible level 0 hint"]);
    expect(of(100_000)).toEqual(["implausible level 0 hint"]);
  });

  it("joins nothing across a loss", () => {
    const watch = new SensorWatch({ ...device, every: 1 });
    expect(run(watch, 20, [() => 0, () => 0], { lostBefore: 1000 })).toEqual([]);
    expect(run(watch, 20, [() => 0, () => 0], { from: 20, lostBefore: 1 })).toHaveLength(2);
  });

  it("leaves sources of single values alone", () => {
    const watch = new SensorWatch({ ...device, sampleRate: 10 });
    expect(run(watch, 600, [() => 21.5, () => 21.5], { sampleRate: 10 })).toEqual([]);
  });
});
