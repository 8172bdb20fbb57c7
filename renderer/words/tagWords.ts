import type { OperatingTag } from "../../electron/domain/operatingTag.ts";
import type { Format } from "./format.ts";
import type { Words } from "./words.ts";

/** "second gear, 1,480 r/min, load 40 %"; undefined when nobody said how the machine runs. */
export function tagWords(words: Words, format: Format, tag: OperatingTag | null | undefined): string | undefined {
  if (tag === undefined || tag === null) return undefined;
  const parts = [
    tag.state,
    tag.speed === undefined ? undefined : words.models.tag.speed(format.number(tag.speed)),
    tag.load === undefined ? undefined : words.models.tag.load(format.share(tag.load)),
  ].filter((part) => part !== undefined && part !== "");
  return parts.length === 0 ? undefined : parts.join(", ");
}
