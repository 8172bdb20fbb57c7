import { type SourceTroubles, type TroubleKind, troubleKinds } from "../../domain/sourceTroubles.ts";
import { type StreamDecoder, troublesOf } from "./streamDecoder.ts";

/** What a decoder has counted since it was last told. */
export class TroubleNews {
  readonly #decoder: Parameters<typeof troublesOf>[0];
  #told: SourceTroubles = {};

  constructor(decoder: Pick<StreamDecoder, "checksumErrors" | "resynchronisations" | "rejected">) {
    this.#decoder = decoder;
  }

  /** @returns undefined when there is nothing new; what is returned counts as told */
  take(): SourceTroubles | undefined {
    const now = troublesOf(this.#decoder);
    const news: Partial<Record<TroubleKind, number>> = {};
    for (const kind of troubleKinds) {
      const more = (now[kind] ?? 0) - (this.#told[kind] ?? 0);
      if (more > 0) news[kind] = more;
    }
    this.#told = now;
    return Object.keys(news).length > 0 ? news : undefined;
  }
}
