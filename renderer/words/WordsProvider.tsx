import { createContext, type ReactNode, useContext, useEffect, useMemo } from "react";
import { usePreferences } from "../theme/preferences.tsx";
import { type Format, makeFormat } from "./format.ts";
import { languages } from "./languages.ts";
import type { Words } from "./words.ts";

interface Speech {
  readonly words: Words;
  readonly format: Format;
}

const SpeechContext = createContext<Speech | undefined>(undefined);

export function WordsProvider({ children }: { children: ReactNode }) {
  const { language } = usePreferences();
  const speech = useMemo(() => {
    const { words, locale } = languages[language];
    return { words, format: makeFormat(words, locale) };
  }, [language]);
  useEffect(() => {
    document.documentElement.lang = language === "pseudo" ? "en" : language;
  }, [language]);
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

/** The words of the chosen language, and the functions that put values into them. */
export function useWords(): Speech {
  const speech = useContext(SpeechContext);
  if (speech === undefined) throw new Error("useWords is used outside WordsProvider.");
  return speech;
}
