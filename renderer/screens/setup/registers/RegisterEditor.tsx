import { useWords } from "../../../words/WordsProvider.tsx";
import { JsonText } from "../JsonText.tsx";
import classes from "../Setup.module.css";

interface Props {
  /** The setting `registers`: JSON, or empty. */
  readonly text: string;
  readonly onChange: (text: string) => void;
}

/** Which registers of a device are read, and what they mean. */
export function RegisterEditor({ text, onChange }: Props) {
  const { words } = useWords();
  const say = words.sources.registers;
  return (
    <fieldset className={classes.editor} aria-label={say.title}>
      <strong>{say.title}</strong>
      <p className={classes.quiet}>{say.help}</p>
      <JsonText text={text} name="registers" refuse={() => undefined} onText={onChange} />
    </fieldset>
  );
}
