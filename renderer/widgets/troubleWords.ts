import { type SourceTroubles, troubleKinds } from "../../electron/domain/sourceTroubles.ts";
import type { Format } from "../words/format.ts";
import type { Words } from "../words/words.ts";

/** "3 overruns", "12 bytes thrown away": what went wrong on the way, one text a kind; nothing for what never did. */
export function troubleWords(words: Words, format: Format, troubles: SourceTroubles): readonly string[] {
  return troubleKinds.flatMap((kind) => {
    const count = troubles[kind] ?? 0;
    return count > 0 ? [words.devices.trouble[kind](format.number(count))] : [];
  });
}
