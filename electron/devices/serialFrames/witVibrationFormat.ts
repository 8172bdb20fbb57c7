import type { FrameField, FrameFormat } from "../../domain/frameFormat.ts";

/**
 * What a WTVB01-BT50 sends by itself over USB: 0x55 0x61 and 13 little-endian int16, in the order of the maker's manual. Frames have 28,
 * 32 or 40 bytes by transport, and no checksum; what follows the 13 numbers is unknown. The scales are as reported by users; nobody
 * has verified them here, so the description may be edited like any other.
 */
export const witVibrationFormat: FrameFormat = {
  sync: "55 61",
  lengths: [28, 32, 40],
  endian: "little",
  signal: "feature",
  fields: [
    ...axes("Velocity", 2, { quantity: "velocity", unit: "mm/s" }),
    ...axes("Angle", 8, { scale: 180 / 32_768 }, " [°]"),
    { name: "Temperature", at: 14, type: "int16", scale: 0.01, quantity: "temperature", unit: "°C" },
    ...axes("Displacement", 16, { quantity: "displacement", unit: "µm" }),
    ...axes("Frequency", 22, { quantity: "frequency", unit: "Hz" }),
  ],
};

function axes(name: string, at: number, more: Partial<FrameField>, unit = ""): FrameField[] {
  return ["x", "y", "z"].map((axis, i) => ({ name: `${name} ${axis}${unit}`, at: at + 2 * i, type: "int16", ...more }));
}
