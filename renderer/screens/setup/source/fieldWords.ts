import type { Words } from "../../../words/words.ts";

export interface FieldWords {
  readonly label: string;
  readonly hint?: string | undefined;
}

/** How a setting of a driver is called; its own name where nobody has given it words. */
export function fieldWords(words: Words, driver: string, name: string): FieldWords {
  const known: Readonly<Record<string, FieldWords>> = words.sources.fields;
  return known[`${driver}/${name}`] ?? known[name] ?? { label: name };
}

/** How an answer is called; numbers and names of standards speak for themselves. */
export function choiceWord(words: Words, driver: string, name: string, choice: string | number): string {
  const known: Readonly<Record<string, string>> = words.sources.choices;
  return known[`${driver}/${name}=${choice}`] ?? known[`${name}=${choice}`] ?? String(choice);
}

/** How a kind of source is called. */
export function kindWords(words: Words, driver: string): FieldWords {
  const known: Readonly<Record<string, FieldWords>> = words.sources.names;
  return known[driver] ?? { label: driver };
}
