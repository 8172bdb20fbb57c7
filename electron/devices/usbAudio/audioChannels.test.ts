import { expect, it } from "vitest";
import { audioChannels, hasUnreadableCalibration } from "./audioChannels.ts";

it("takes the calibration of an accelerometer from its name", () => {
  // Format 1: sensitivities 33000 and 65000 counts per m/s²; g = sample × 855400 / sensitivity.
  const name = "USB Audio 333D01 10123453300065000230405";
  const [a, b] = audioChannels(name, 2);
  expect(a).toMatchObject({ name: "Channel A", quantity: "acceleration", unit: "g" });
  expect(0.1 / a!.sensitivity).toBeCloseTo((0.1 * 855_400) / 33_000, 9);
  expect(0.1 / b!.sensitivity).toBeCloseTo((0.1 * 855_400) / 65_000, 9);
  expect(hasUnreadableCalibration(name)).toBe(false);
});

it("knows nothing but full scale of other devices, and of a name that was cut short, but says so of that", () => {
  const plain = { name: "Channel 1", quantity: "other", unit: "FS", sensitivity: 1 };
  expect(audioChannels("Built-in microphone", 1)).toEqual([plain]);
  expect(audioChannels("USB Audio 333D01 10123453300", 1)).toEqual([plain]);
  expect(["Built-in microphone", "USB Audio 333D01 10123453300"].map(hasUnreadableCalibration)).toEqual([false, true]);
});
