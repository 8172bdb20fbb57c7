import { de } from "./de.ts";
import { en } from "./en.ts";
import { pseudo } from "./pseudo.ts";
import type { Words } from "./words.ts";

/** The list of languages: one file and one line each. `pseudo` is for layout tests and not offered to users. */
export const languages = {
  en: { words: en, locale: "en-GB", offered: true },
  de: { words: de, locale: "de-DE", offered: true },
  pseudo: { words: pseudo, locale: "en-GB", offered: false },
} as const satisfies Record<string, { words: Words; locale: string; offered: boolean }>;

export type LanguageCode = keyof typeof languages;

/** The kept choice, else the first of the browser's languages that is there, else English. */
export function pickLanguage(kept: string | null, preferred: readonly string[]): LanguageCode {
  const known = (code: string): code is LanguageCode => Object.hasOwn(languages, code);
  if (kept !== null && known(kept)) return kept;
  for (const tag of preferred) {
    const code = tag.split("-", 1)[0]?.toLowerCase() ?? "";
    if (known(code) && languages[code].offered) return code;
  }
  return "en";
}
