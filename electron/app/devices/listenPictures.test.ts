import { expect, it } from "vitest";
import type { SampleBlock } from "../../domain/sampleBlock.ts";
import { ListenPictures } from "./listenPictures.ts";

const sampleRate = 8000;
const length = 800;

/** 0.1 s of a sine of 1 kHz on the first channel, a constant 0.5 on the second. */
function block(number: number, lostBefore = 0): SampleBlock {
  const sine = Float32Array.from({ length }, (_, i) => 0.25 * Math.sin((2 * Math.PI * 1000 * i) / sampleRate));
  return {
    deviceId: "microphone",
    sequence: number,
    time: 1e12 + number * 100,
    sampleRate,
    channels: [sine, new Float32Array(length).fill(0.5)],
    lostBefore,
  };
}

it("shows level and spectrum of every channel, at most five times a second", () => {
  const pictures = new ListenPictures(2);
  const frames = Array.from({ length: 20 }, (_, i) => pictures.push(block(i), [])).filter((frame) => frame);
  expect(frames).toHaveLength(10);
  const [sine, constant] = frames.at(-1)!.channels;
  expect(sine!.rms).toBeCloseTo(0.25 / Math.SQRT2, 4);
  expect(sine!.peak).toBeCloseTo(0.25, 4);
  expect(constant!.rms).toBeCloseTo(0.5, 6);
  const { top, levels } = sine!.spectrum!;
  const loudest = levels.indexOf(Math.max(...levels));
  expect(((loudest + 0.5) * top) / levels.length).toBeGreaterThan(950);
  expect(((loudest + 0.5) * top) / levels.length).toBeLessThan(1050);
  // 0.25 is 12.04 dB below 1
  expect(levels[loudest]).toBeCloseTo(-12.04, 0);
});

it("has no spectrum before enough was heard, none across a gap, and none of values", () => {
  const pictures = new ListenPictures(2, [{}, { signal: "feature" }]);
  expect(pictures.push(block(0), [])?.channels[0]?.spectrum).toBeUndefined();
  let last = Array.from({ length: 7 }, (_, i) => pictures.push(block(i + 1), [])).findLast((frame) => frame);
  expect(last?.channels[0]?.spectrum).toBeDefined();
  expect(last?.channels[1]?.spectrum).toBeUndefined();
  last = [8, 9].map((i) => pictures.push(block(i, i === 8 ? 100 : 0), [])).findLast((frame) => frame);
  expect(last?.channels[0]?.spectrum).toBeUndefined();
});
