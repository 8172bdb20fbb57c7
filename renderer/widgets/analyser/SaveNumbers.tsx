import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useWords } from "../../words/WordsProvider.tsx";
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

const unsafeInFileNames = /[^\p{L}\p{N}_.-]+/gu;
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
  const save = () => {
    const address = URL.createObjectURL(new Blob([csvText(rows())], { type: "text/csv;charset=utf-8" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = `${name.replaceAll(unsafeInFileNames, "-")}.csv`;
    link.click();
    // The browser reads the file after this returns.
    setTimeout(() => URL.revokeObjectURL(address), saidFor);
  };
  return (
    <div className={classes.save}>
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => setSaid(copyText(tabbedText(rows())) ? words.analyser.copied : words.analyser.notCopied)}
      >
        {words.analyser.copy}
      </Button>
      <Button variant="default" size="compact-sm" onClick={save}>
        {words.analyser.save}
      </Button>
      <span role="status" className={classes.quiet}>
        {said}
      </span>
    </div>
  );
}
