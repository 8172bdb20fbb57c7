import { useCallback, useState } from "react";
import { keep, readKept } from "../theme/browserStorage.ts";

/**
 * Choices that are kept in this browser as JSON under one key.
 * @param read makes the choices of what was kept, whatever that is
 */
export function useKept<Choices extends object>(
  key: string,
  read: (kept: string | null) => Choices,
): [Choices, (changed: Partial<Choices>) => void] {
  const [choices, setChoices] = useState(() => read(readKept(key)));
  const change = useCallback(
    (changed: Partial<Choices>) => {
      // Read again, not remembered: another view of this page may have changed something else meanwhile.
      const next = { ...read(readKept(key)), ...changed };
      keep(key, JSON.stringify(next));
      setChoices((before) => ({ ...before, ...changed }));
    },
    [key, read],
  );
  return [choices, change];
}
