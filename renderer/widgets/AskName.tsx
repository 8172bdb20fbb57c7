import { Button, Group, Modal, Text, TextInput } from "@mantine/core";
import { createContext, type FormEvent, type ReactNode, useCallback, useContext, useRef, useState } from "react";
import { usePreferences } from "../theme/preferences.tsx";
import { useWords } from "../words/WordsProvider.tsx";

type Ask = () => Promise<string | undefined>;
const AskContext = createContext<Ask | undefined>(undefined);

/** Asks for the user's name in one small dialog, and keeps the answer. */
export function AskNameProvider({ children }: { children: ReactNode }) {
  const { words } = useWords();
  const { author, change } = usePreferences();
  const answer = useRef<(name: string | undefined) => void>(undefined);
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState("");

  const ask = useCallback<Ask>(() => {
    answer.current?.(undefined);
    setTyped(author);
    setOpened(true);
    return new Promise((resolve) => {
      answer.current = resolve;
    });
  }, [author]);
  const close = (name: string | undefined) => {
    setOpened(false);
    answer.current?.(name);
    answer.current = undefined;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const name = typed.trim();
    if (name === "") return;
    change({ author: name });
    close(name);
  };

  return (
    <AskContext value={ask}>
      {children}
      <Modal opened={opened} onClose={() => close(undefined)} title={words.who.title} centered>
        <form onSubmit={submit}>
          <Text size="sm" mb="sm">
            {words.who.why}
          </Text>
          <TextInput
            label={words.who.label}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            maxLength={120}
            autoComplete="name"
            data-autofocus
          />
          <Group justify="flex-end" mt="md">
            <Button variant="default" onClick={() => close(undefined)}>
              {words.who.cancel}
            </Button>
            <Button type="submit" disabled={typed.trim() === ""}>
              {words.who.save}
            </Button>
          </Group>
        </form>
      </Modal>
    </AskContext>
  );
}

/** undefined when the user closed the dialog without an answer. */
export function useAskName(): Ask {
  const ask = useContext(AskContext);
  if (ask === undefined) throw new Error("useAskName is used outside AskNameProvider.");
  return ask;
}
