import type { SerialCodec } from "../serialPort/streamProbe.ts";
import { FrameProbe, type Reading } from "./frameProbe.ts";
import { allContents, channelsOf, contentsOf, type WitContent, witContents } from "./witContents.ts";
import { WitDecoder } from "./witDecoder.ts";

const sync = Buffer.of(0x55);
/** After so many turns it is known what belongs to one. */
const turns = 4;
const enoughRejected = 300;

export const witCodec: SerialCodec = {
  usualBaudRate: 9600,
  decoder: (settings) => new WitDecoder(contentsOf(settings.contents)),
  probe(settings, path) {
    let wanted = contentsOf(settings.contents);
    const seen = new Map<number, number>();
    let decoder = new WitDecoder(wanted, seen);
    const reading = (): Reading => ({
      decoder,
      channels: channelsOf(wanted),
      sync,
      settings: { contents: wanted.join(", ") },
      finding: () =>
        seen.size > 0
          ? `${path} sends frames of a WitMotion device, but not all of ${wanted.join(", ")}. Let it send them.`
          : `${path} sends, but no frames of a WitMotion device. Check the baud rate.`,
      doubt() {
        const { rejected, taken } = decoder;
        if (rejected < enoughRejected || rejected <= taken) return undefined;
        const share = Math.round((100 * rejected) / (rejected + taken));
        return `${path} sends frames of a WitMotion device, but ${share} % of its bytes belong to no whole set of ${wanted.join(", ")}. Check the baud rate, and what the device is set to send.`;
      },
    });
    return new FrameProbe(settings, reading(), (now) => {
      if (settings.contents) return now;
      const counts = allContents.map((content) => seen.get(witContents[content].type) ?? 0);
      const most = Math.max(...counts);
      const sent = allContents.filter((_, i) => counts[i]! > most / 2);
      if (most < turns || isSame(sent, wanted)) return now;
      wanted = sent;
      decoder = new WitDecoder(wanted, seen);
      return reading();
    });
  },
};

const isSame = (one: readonly WitContent[], other: readonly WitContent[]) => one.join() === other.join();
