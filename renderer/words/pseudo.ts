import { en } from "./en.ts";
import type { Words } from "./words.ts";

const accents: Readonly<Record<string, string>> = {
  a: "å",
  e: "é",
  i: "ï",
  o: "ø",
  u: "ü",
  A: "Å",
  E: "É",
  O: "Ø",
  U: "Ü",
};

/** Longer by about a third, accented and bracketed: shows clipped text and words that never passed through `words/`. */
export function stretch(text: string): string {
  const accented = [...text].map((letter) => accents[letter] ?? letter).join("");
  return `[${accented}${"·".repeat(Math.ceil(text.length / 3))}]`;
}

function stretchAll(value: unknown): unknown {
  if (typeof value === "string") return stretch(value);
  if (typeof value === "function") return (...facts: unknown[]) => stretch(String(value(...facts)));
  if (Array.isArray(value)) return value.map(stretchAll);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, stretchAll(inner)]));
  }
  return value;
}

export const pseudo = stretchAll(en) as Words;
