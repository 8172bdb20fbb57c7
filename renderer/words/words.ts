import type { en } from "./en.ts";

/** Strings are any string, sentences keep their arguments: what another language has to provide. */
type Translated<Text> = Text extends (...facts: infer Facts) => string
  ? (...facts: Facts) => string
  : Text extends string
    ? string
    : { readonly [Key in keyof Text]: Translated<Text[Key]> };

export type Words = Translated<typeof en>;
