import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Driver } from "../../electron/devices/driver.ts";
import { SampleClock } from "../../electron/devices/sampleClock.ts";
import { type ClockSet, StationClock } from "../../electron/devices/stationClock.ts";
import type { Plant } from "../../electron/domain/plant.ts";
import { blockEnd, type SampleBlock } from "../../electron/domain/sampleBlock.ts";
import { Pipeline } from "../../electron/pipeline/pipeline.ts";
import type { CaptureGap, PipelineSinks } from "../../electron/pipeline/sinks.ts";
import { seededNoise } from "../makers/seededNoise.ts";

const hour = 3_600_000;
const seconds = 36;
const setAfter = 12;
const sampleRate = 2000;

/** Some seconds before the hour that is skipped, or comes twice, where a computer keeps local time. */
const start = Date.UTC(2026, 2, 29, 0, 59, 30);

const plant: Plant = {
  site: { id: "site", name: "" },
  machines: [{ id: "pump", siteId: "site", name: "Pump", kind: "pump", place: 0 }],
  components: [{ id: "bearing", machineId: "pump", name: "Bearing", kind: "bearing", place: 0, outOfService: false }],
  points: [
    {
      id: "point",
      componentId: "bearing",
      name: "",
      quantity: "acceleration",
      unit: "g",
      sensitivity: 1,
      mounting: "screw",
      direction: "none",
      deviceId: "daq",
      channel: 0,
      sampleRate,
    },
  ],
  devices: [{ id: "daq", driver: "paced", address: "", name: "DAQ", sampleRate, channelCount: 1, settings: {} }],
};

const long = process.env.AUSCULT_LONG === "1";
const days: [string, number][] = [
  ["a day forward", 24 * hour],
  ["a day back", -24 * hour],
];

it.each([
  ["an hour forward (summer time begins)", hour],
  ["an hour back (summer time ends)", -hour],
  ...(long ? days : []),
] as [string, number][])(
  "a clock that is set by %s: no sample twice, none lost, all in order, and it is told",
  async (_, by) => {
    let steady = start;
    let difference = 0;
    const clock = new StationClock({ steady: () => steady, wall: () => steady + difference });
    const sets: ClockSet[] = [];
    clock.onSet((set) => sets.push(set));
    const noise = seededNoise(1);
    let sent = 0;
    const ended = Promise.withResolvers<void>();
    const paced: Driver = {
      kind: "paced",
      isLive: () => true,
      find: async () => [],
      describe: async () => expect.fail("not asked"),
      doctor: async () => ({ driver: "paced", ready: true, finding: "" }),
      async *capture(_setup, stop) {
        const stamps = new SampleClock(sampleRate);
        for (let sequence = 0; sequence < seconds * 10 && !stop.aborted; sequence++) {
          steady += 100;
          if (sequence === setAfter * 10) difference += by;
          const channels = [Float32Array.from({ length: sampleRate / 10 }, noise)];
          yield { deviceId: "daq", sequence, sampleRate, channels, ...stamps.stamp(steady, sampleRate / 10) };
          sent += sampleRate / 10;
          await sleep(2);
        }
        ended.resolve();
      },
    };
    const gaps: CaptureGap[] = [];
    const nothing = () => {};
    const sinks: PipelineSinks = {
      ...{ score: nothing, window: nothing, channelTrouble: nothing, clock: nothing, evidence: nothing },
      ...{ alertRaised: nothing, alertChanged: nothing, modelRefused: nothing },
      gap: (gap) => gaps.push(gap),
      recording: () => "",
      trouble: (thrown) => expect.fail(String(thrown)),
    };
    await using pipeline = new Pipeline({
      driverOf: () => paced,
      sinks,
      now: () => clock.now(),
      utcOf: (time) => clock.utcOf(time),
      learning: () => undefined,
      changed: nothing,
      workers: 1,
    });
    const blocks: Pick<SampleBlock, "time" | "sequence">[] = [];
    const ends: number[] = [];
    const windows: number[] = [];
    pipeline.tapBlocks("daq", (block) => {
      blocks.push({ time: block.time, sequence: block.sequence });
      ends.push(blockEnd(block));
    });
    pipeline.onWindow(({ time }) => windows.push(time));
    await pipeline.setPlant(plant);
    await ended.promise;

    const { received, lostInDevice } = pipeline.deviceStatus("daq")!;
    expect([received, lostInDevice]).toEqual([sent, 0]);
    expect(sent).toBe(seconds * sampleRate);
    expect(blocks.map(({ sequence }) => sequence)).toEqual(blocks.map((_block, index) => index));
    // No moment comes twice: a block begins where the one before ended, or 5 % of it sooner while the clock waits.
    const steps = blocks.slice(1).map(({ time }, index) => time - blocks[index]!.time);
    expect(Math.min(...steps)).toBeGreaterThan(94.9);
    expect(windows.length).toBeGreaterThan(seconds / 2);
    expect(windows).toEqual([...new Set(windows)].toSorted((one, other) => one - other));
    expect(sets.map((set) => set.by)).toEqual([by]);
    const leap = steps.findIndex((step) => step > 1000);
    if (by > 0) {
      expect(steps.filter((step) => Math.abs(step - 100) > 1)).toHaveLength(1);
      expect(gaps).toEqual([
        { deviceId: "daq", from: ends[leap], to: blocks[leap + 1]!.time, lostSamples: 0, reason: "clock set" },
      ]);
      expect(gaps[0]!.to - gaps[0]!.from).toBeCloseTo(by, 0);
    } else {
      expect(leap).toBe(-1);
      expect(gaps).toEqual([]);
    }
  },
);
