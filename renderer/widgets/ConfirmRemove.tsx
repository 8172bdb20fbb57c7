import { Button, Group, Modal } from "@mantine/core";
import { useWords } from "../words/WordsProvider.tsx";

interface Props {
  readonly opened: boolean;
  readonly name: string;
  readonly text: string;
  readonly onAnswer: (yes: boolean) => void;
}

/** Asks with the thing's name before something is taken away. */
export function ConfirmRemove({ opened, name, text, onAnswer }: Props) {
  const { words } = useWords();
  return (
    <Modal opened={opened} onClose={() => onAnswer(false)} title={words.setup.removeTitle(name)} centered>
      <p>{text}</p>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={() => onAnswer(false)} data-autofocus>
          {words.setup.keep}
        </Button>
        <Button onClick={() => onAnswer(true)}>{words.setup.remove(name)}</Button>
      </Group>
    </Modal>
  );
}
