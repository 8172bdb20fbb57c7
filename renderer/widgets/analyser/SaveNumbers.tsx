import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useWords } from "../../words/WordsProvider.tsx";
import { saveFile } from "../saveFile.ts";
import classes from "./Analyser.module.css";
import { copyText } from "./copyText.ts";
import { csvText, tabbedText } from "./delimitedText.ts";

export type NumberRows = readonly (readonly (string | number | null)[])[];

interface Props {
  /** What the file is called, without its ending. */
  readonly name: string;
  /** Headings first; asked for at the moment of the press. */
  readonly rows: () => NumberRows;
}

const saidFor = 6000;

/** The numbers of a plot, for a table: copied, or as a CSV file. */
export function SaveNumbers({ name, rows }: Props) {
  const { words } = useWords();
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (said === "") return;
    const timer = setTimeout(() => setSaid(""), saidFor);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div className={classes.save}>
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => setSaid(copyText(tabbedText(rows())) ? words.analyser.copied : words.analyser.notCopied)}
      >
        {words.analyser.copy}
      </Button>
      <Button variant="default" size="compact-sm" onClick={() => saveFile(name, "csv", csvText(rows()))}>
        {words.analyser.save}
      </Button>
      <span role="status" className={classes.quiet}>
        {said}
      </span>
    </div>
  );
}
