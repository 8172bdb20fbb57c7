import type { ChannelInfo } from "../../domain/channelInfo.ts";
import { asFault } from "../../domain/fault.ts";
import type { FrameFormat } from "../../domain/frameFormat.ts";
import { syncBytes } from "../../domain/parseFrameFormat.ts";
import type { SerialCodec } from "../serialPort/streamProbe.ts";
import { FrameDecoder } from "./frameDecoder.ts";
import { FrameProbe, type Reading } from "./frameProbe.ts";
import { frameFormatOf } from "./frameSettings.ts";

/** Of fewer nobody can tell whether they are damaged or something else. */
const enoughTried = 10;

/** @param usual the description that serves when the setting `frame` is empty */
export function frameCodec(usualBaudRate: number, usual?: FrameFormat): SerialCodec {
  return {
    usualBaudRate,
    decoder: (settings) => new FrameDecoder(frameFormatOf(settings, usual)),
    probe(settings, path) {
      try {
        return new FrameProbe(settings, readingOf(frameFormatOf(settings, usual), path));
      } catch (thrown) {
        // A description that is being written: the bytes are shown all the same, and what it lacks.
        const { message } = asFault(thrown, "BAD_INPUT");
        return new FrameProbe(settings, {
          decoder: undefined,
          channels: [],
          sync: syncOf(settings.frame),
          settings: {},
          finding: () => message,
          doubt: () => undefined,
        });
      }
    },
  };
}

function readingOf(format: FrameFormat, path: string): Reading {
  const decoder = new FrameDecoder(format);
  return {
    decoder,
    channels: channelsOf(format),
    sync: Buffer.from(syncBytes(format.sync)),
    settings: {},
    finding() {
      if (format.length === undefined && decoder.length === 0)
        return `${path} sends, but not ${format.sync} at equal distances. Check the sync bytes and the baud rate, or give the length.`;
      if (decoder.tried === 0)
        return `${path} sends, but no ${format.sync}, with which a frame begins. Check the sync bytes and the baud rate.`;
      if (decoder.frames > 0)
        return `${path} sends frames that begin with ${format.sync} and are whole, but what stands in them is no number, or too large. Check types, places and byte order of the fields, and the scales.`;
      if (format.checksum)
        return `${path} sends frames that begin with ${format.sync}, but their checksum never fits. Check its kind, place and byte order, and the length.`;
      return `${path} sends ${format.sync}, but not again after ${decoder.length} bytes. Check the length.`;
    },
    doubt() {
      const { tried, frames, length } = decoder;
      if (tried < enoughTried || frames * 2 >= tried) return undefined;
      const most = `Of ${tried} frames that seemed to begin with ${format.sync} at ${path}, ${tried - frames} are damaged`;
      return format.checksum
        ? `${most}: their checksum does not fit. Check its kind, place and byte order, and the length.`
        : `${most}: no other follows after ${length} bytes. Check the sync bytes and the length.`;
    },
  };
}

function channelsOf(format: FrameFormat): ChannelInfo[] {
  return format.fields.map(({ name, quantity = "other", unit = "raw" }) => ({
    name,
    quantity,
    unit,
    sensitivity: 1,
    ...(format.signal && { signal: format.signal }),
  }));
}

/** Of a description that is not right yet, as far as it can be told. */
function syncOf(frame: unknown): Buffer | undefined {
  try {
    const { sync } = JSON.parse(String(frame)) as { readonly sync?: unknown };
    return Buffer.from(syncBytes(sync));
  } catch {
    return undefined;
  }
}
