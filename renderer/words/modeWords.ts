import type { ModeReport } from "../../electron/domain/reportCard.ts";
import type { Format } from "./format.ts";
import { tagWords } from "./tagWords.ts";
import type { Words } from "./words.ts";

/** "second gear, 12 dB louder"; a mode that nobody named is "as learned". Old cards kept text instead of facts: it stays as it is. */
export function modeWords(words: Words, format: Format, mode: ModeReport | string): string {
  if (typeof mode === "string") return mode;
  const name = tagWords(words, format, mode.tag) ?? words.models.data.asLearned;
  return mode.louder === undefined ? name : words.models.data.louder(name, format.decibels(mode.louder));
}
