import { expect, it } from "vitest";
import { plantContract } from "./plantContract.ts";

const point = {
  ...{ componentId: "c", name: "Microphone", quantity: "sound pressure", unit: "Pa", sensitivity: 0.05 },
  ...{ mounting: "airborne", direction: "none", deviceId: "d", channel: 0 },
};
const curve = { sensitivityFactor: null, analogGain: null, serialNumber: null };

async function refusals(frequencies: readonly number[], responses: readonly number[]): Promise<string[]> {
  const schema = plantContract.savePoint["~orpc"].inputSchema!;
  const input = { ...point, response: { ...curve, frequencies, responses } };
  const { issues = [] } = (await schema["~standard"].validate(input)) as { issues?: { message: string }[] };
  return issues.map(({ message }) => message);
}

it("a response whose frequencies rise, with a value for each, is taken", async () => {
  expect(await refusals([20, 1000, 20_000], [-1, 0, 2.5])).toEqual([]);
});

it("one with too few or too many values, or whose frequencies do not rise, is refused, or spectra would be corrected by nothing", async () => {
  expect(await refusals([20, 100, 1000, 20_000], [-1, 0])).toEqual([expect.stringContaining("for each frequency")]);
  expect(await refusals([20, 1000, 1000], [-1, 0, 1])).toEqual([expect.stringContaining("must rise")]);
  expect(await refusals([1000, 20], [-1, 0])).toEqual([expect.stringContaining("must rise")]);
});
