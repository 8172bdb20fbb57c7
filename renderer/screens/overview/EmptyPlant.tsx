import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { useCalls } from "../../link/LinkProvider.tsx";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./EmptyPlant.module.css";

/** What to do first, in three steps, and a way to see it all without a sensor. */
export function EmptyPlant() {
  const { words } = useWords();
  const calls = useCalls();
  const [, go] = useLocation();
  const install = useMutation(calls.demo.install.mutationOptions());
  const steps = [
    [words.empty.step1, words.empty.step1Text],
    [words.empty.step2, words.empty.step2Text],
    [words.empty.step3, words.empty.step3Text],
  ] as const;
  return (
    <div className={classes.empty}>
      <h1>{words.empty.title}</h1>
      <ol className={classes.steps}>
        {steps.map(([title, text], index) => (
          <li key={title} className={classes.step}>
            <span className={classes.number} aria-hidden="true">
              {index + 1}
            </span>
            <h2>{title}</h2>
            <p>{text}</p>
            {index === 0 && (
              <Button size="lg" onClick={() => go("/setup")}>
                {words.empty.begin}
              </Button>
            )}
          </li>
        ))}
      </ol>
      <section className={classes.demo}>
        <h2>{words.empty.or}</h2>
        <p>{words.empty.demoText}</p>
        <Button size="lg" variant="default" loading={install.isPending} onClick={() => install.mutate(undefined)}>
          {words.empty.demo}
        </Button>
        <FaultNote failure={install.error} />
      </section>
    </div>
  );
}
