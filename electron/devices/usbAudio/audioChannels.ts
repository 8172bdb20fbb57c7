import { accelerometerOfName, type NamedAccelerometer } from "../../domain/accelerometerName.ts";
import { sensitivityWithGain } from "../../domain/calibration.ts";
import type { ChannelInfo } from "../driver.ts";

/**
 * What the channels of a sound device measure. Accelerometers that carry their calibration in their name come calibrated; of all
 * others only full scale is known, until a person enters a sensitivity.
 */
export function audioChannels(name: string, channelCount: number): ChannelInfo[] {
  const carried = namedAccelerometer(name);
  const calibrations = carried === "unreadable" ? [] : (carried?.channels ?? []);
  return Array.from({ length: channelCount }, (_, index): ChannelInfo => {
    const calibration = calibrations[index];
    if (calibration === undefined) {
      return { name: `Channel ${index + 1}`, quantity: "other", unit: "FS", sensitivity: 1 };
    }
    return {
      name: `Channel ${"AB"[index]}`,
      quantity: calibration.unit === "g" ? "acceleration" : "voltage",
      unit: calibration.unit,
      sensitivity: sensitivityWithGain(calibration),
    };
  });
}

/** Some sound systems cut long names short: such a device still records, uncalibrated, and is told to do so. */
export function hasUnreadableCalibration(name: string): boolean {
  return namedAccelerometer(name) === "unreadable";
}

function namedAccelerometer(name: string): NamedAccelerometer | null | "unreadable" {
  try {
    return accelerometerOfName(name);
  } catch {
    return "unreadable";
  }
}
