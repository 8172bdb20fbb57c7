import { expect, it } from "vitest";
import { rowSeconds } from "./rowSeconds.ts";

const wave = { sampleRate: 48_000 };
const slow = { signal: "feature" as const, sampleRate: 0.1 };
const slower = { signal: "feature" as const, sampleRate: 0.05 };

it("does not take the pause of a slow sensor for a gap", () => {
  expect(rowSeconds({ step: 1 }, [slower, slow])).toBe(10);
  expect(rowSeconds({ step: 60 }, [slow])).toBe(60);
});

it("expects a row a second as soon as one point delivers a waveform", () => {
  expect(rowSeconds({ step: 1 }, [slow, wave])).toBe(1);
  expect(rowSeconds({ step: 1 }, [])).toBe(1);
});
