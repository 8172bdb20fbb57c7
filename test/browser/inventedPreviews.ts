import type { DevicePreview } from "../../electron/domain/devicePreview.ts";
import type { FrameFormat } from "../../electron/domain/frameFormat.ts";
import type { DeviceSetup } from "../../electron/domain/plant.ts";
import { inventedPort, rawChannels } from "./inventedDevices.ts";

/** What the port sends in binary: AA 55, then three 16-bit numbers, the lower byte first. */
const inventedFrame = { bytes: [0xaa, 0x55, 0x10, 0x27, 0xf0, 0xd8, 0x07, 0x00], numbers: [10_000, -10_000, 7] };

/** @returns a preview, or what is wrong with the settings */
export function previewOf(driver: string, settings: DeviceSetup["settings"], count: number): DevicePreview | string {
  if (driver === "serialFrames") return frames(settings, count);
  const right = settings.baudRate === inventedPort.baudRate;
  const rows = Array.from({ length: 5 }, (_, index) => [count + index, 1000 - count, 0.25]);
  const nothing = {
    raw: ["x~", "\\xf0"],
    channels: [],
    rows: [],
    samples: 0,
    troubles: { "rejected bytes": 31 * count },
  };
  if (!right) return { ...nothing, finding: `The last line was "x~": no numbers. Check the baud rate.` };
  return {
    raw: rows.map((row) => row.join(",")),
    channels: rawChannels(3),
    rows,
    sampleRate: 99.8,
    samples: count * 20,
    troubles: {},
  };
}

function frames(settings: DeviceSetup["settings"], count: number): DevicePreview | string {
  let format: FrameFormat;
  try {
    format = JSON.parse(String(settings.frame));
  } catch {
    return "The description of the frame is not JSON.";
  }
  const view = new DataView(Uint8Array.from(inventedFrame.bytes).buffer);
  const hex = inventedFrame.bytes.map((byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(" ");
  const row = format.fields.map(({ at, type, endian, scale = 1, offset = 0 }) => {
    const little = (endian ?? format.endian ?? "little") === "little";
    const number =
      type === "int16" ? view.getInt16(at, little) : type === "uint16" ? view.getUint16(at, little) : view.getInt8(at);
    return number * scale + offset;
  });
  const channels = format.fields.map(({ name, quantity = "other", unit = "raw" }) => ({
    name,
    quantity,
    unit,
    sensitivity: 1,
  }));
  return { raw: [hex, hex], channels, rows: [row, row], sampleRate: 200, samples: 40 * count, troubles: {} };
}
