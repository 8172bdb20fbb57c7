import type { ChannelInfo } from "./channelInfo.ts";
import type { SourceTroubles } from "./sourceTroubles.ts";
import type { Hertz } from "./units.ts";

/** What a source sends just now, while somebody sets it up. */
export interface DevicePreview {
  /** As it comes, the newest last: lines of text, or bytes in hexadecimal. At most 20 lines of at most 200 characters. */
  readonly raw: readonly string[];
  /** Empty while nothing could be decoded. */
  readonly channels: readonly ChannelInfo[];
  /** The last decoded samples, shape [≤ 20][channels]. */
  readonly rows: readonly (readonly number[])[];
  /** Samples a second as they arrive; missing in the first second. */
  readonly sampleRate?: Hertz | undefined;
  /** Since the preview began. */
  readonly samples: number;
  readonly troubles: SourceTroubles;
  /** Why nothing, or hardly anything, of what comes can be decoded, in a sentence. */
  readonly finding?: string | undefined;
}
