import { Button } from "@mantine/core";
import { readFault } from "../link/readFault.ts";
import { useWords } from "../words/WordsProvider.tsx";
import classes from "./FaultNote.module.css";

/** What went wrong, beside where it was asked for: a sentence of ours, then the station's own with the details. */
export function FaultNote({ failure, retry }: { failure: unknown; retry?: (() => void) | undefined }) {
  const { words } = useWords();
  if (failure === undefined || failure === null) return null;
  const { code, message } = readFault(failure);
  const sentence = code === undefined ? words.faultUnknown : code === "AWAY" ? words.faultAway : words.fault[code];
  return (
    <div role="alert" className={classes.note}>
      <p>{sentence}</p>
      {message !== "" && <p className={classes.detail}>{message}</p>}
      {retry !== undefined && (
        <Button variant="default" size="compact-sm" onClick={retry}>
          {words.retry}
        </Button>
      )}
    </div>
  );
}
