import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { type LanguageCode, pickLanguage } from "../words/languages.ts";
import { keep, readKept } from "./browserStorage.ts";

export interface Preferences {
  readonly language: LanguageCode;
  /** 20 px text and targets of at least 48 px, for gloves and distance. */
  readonly shopFloor: boolean;
  /** Who acts on this page; empty until asked. */
  readonly author: string;
  change(values: Partial<Pick<Preferences, "language" | "shopFloor" | "author">>): void;
}

const keys = { language: "auscult.language", shopFloor: "auscult.shopFloor", author: "auscult.author" } as const;
const PreferencesContext = createContext<Preferences | undefined>(undefined);

export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [values, setValues] = useState(() => ({
    language: pickLanguage(readKept(keys.language), navigator.languages),
    shopFloor: readKept(keys.shopFloor) === "yes",
    author: readKept(keys.author) ?? "",
  }));
  const change = useCallback<Preferences["change"]>((changed) => {
    setValues((before) => ({ ...before, ...changed }));
    if (changed.language !== undefined) keep(keys.language, changed.language);
    if (changed.shopFloor !== undefined) keep(keys.shopFloor, changed.shopFloor ? "yes" : "no");
    if (changed.author !== undefined) keep(keys.author, changed.author);
  }, []);
  useEffect(() => {
    document.documentElement.dataset.floor = values.shopFloor ? "yes" : "no";
  }, [values.shopFloor]);
  const preferences = useMemo(() => ({ ...values, change }), [values, change]);
  return <PreferencesContext value={preferences}>{children}</PreferencesContext>;
}

export function usePreferences(): Preferences {
  const preferences = useContext(PreferencesContext);
  if (preferences === undefined) throw new Error("usePreferences is used outside PreferencesProvider.");
  return preferences;
}
