import { type UseMutationResult, useMutation } from "@tanstack/react-query";
import { useCallback } from "react";
import { usePreferences } from "../theme/preferences.tsx";
import { useAskName } from "../widgets/AskName.tsx";

/**
 * An act that is kept with the name of who did it: the name is asked the first time, and nothing happens without one.
 */
export function useAct<Input, Output>(
  act: (input: Input, by: string) => Promise<Output>,
  done?: (output: Output) => void,
): UseMutationResult<Output | undefined, Error, Input> {
  const { author } = usePreferences();
  const askName = useAskName();
  const run = useCallback(
    async (input: Input) => {
      const by = author === "" ? await askName() : author;
      return by === undefined ? undefined : await act(input, by);
    },
    [act, askName, author],
  );
  return useMutation<Output | undefined, Error, Input>({
    mutationFn: run,
    onSuccess: (output) => {
      if (output !== undefined) done?.(output);
    },
  });
}
