import { Button } from "@mantine/core";
import { Link } from "wouter";
import type { ModelSummary } from "../../../../electron/contract/modelsContract.ts";
import { usualBudget } from "../../../../electron/domain/alarmBudget.ts";
import type { Seconds } from "../../../../electron/domain/units.ts";
import { useClient } from "../../../link/LinkProvider.tsx";
import type { ComponentView } from "../../../live/plantView.ts";
import { useNow } from "../../../live/StationProvider.tsx";
import { useAct } from "../../../live/useAct.ts";
import { BudgetChoice } from "../../../widgets/BudgetChoice.tsx";
import { FaultNote } from "../../../widgets/FaultNote.tsx";
import { useWords } from "../../../words/WordsProvider.tsx";
import { LearnChoices } from "./LearnChoices.tsx";
import classes from "./Learning.module.css";
import { LearnStep } from "./LearnStep.tsx";
import { learnAdvice } from "./learnAdvice.ts";
import { freshWish, type LearnStepName, type LearnWish } from "./learnWish.ts";

interface Props {
  readonly view: ComponentView;
  readonly summary: ModelSummary | undefined;
  readonly usual: Seconds;
  readonly wish: LearnWish;
  readonly onChange: (changed: Partial<LearnWish>) => void;
}

/** The four steps before a learning, each already decided as usual: whoever agrees presses start. */
export function LearnGuide({ view: { component, points, alert }, summary, usual, wish, onChange }: Props) {
  const { words, format } = useWords();
  const client = useClient();
  const minute = Math.floor(useNow() / 60_000) * 60_000;
  const seconds = wish.seconds ?? usual;
  const sessions = summary?.sessions ?? 0;
  const startOver = wish.startOver && sessions > 0;
  const mode = wish.mode.trim();
  const learn = useAct(
    (_: undefined, by) =>
      client.components.learn({
        componentIds: [component.id],
        seconds,
        startOver,
        by,
        ...(mode === "" ? {} : { tag: { state: mode } }),
      }),
    () => onChange(freshWish),
  );
  const budget = summary?.budget ?? usualBudget;
  const learnedAt = summary?.model?.trainedAt;
  const toggle = (step: LearnStepName) => () => onChange({ step: wish.step === step ? null : step });
  const alerted = alert !== undefined;
  const advice = learnAdvice(words, format, { alerted, points, sessions, learnedAt, seconds, startOver, now: minute });
  return (
    <>
      <ol className={classes.steps}>
        <LearnStep
          name="objective"
          phase="current"
          opened={wish.step === "objective"}
          onToggle={toggle("objective")}
          choices={<BudgetChoice componentId={component.id} budget={budget} />}
        >
          <p>{words.learn.objective(component.name, words.models.budget[budget.per](budget.alarms))}</p>
        </LearnStep>
        <LearnStep
          name="data"
          phase="current"
          opened={wish.step === "data"}
          onToggle={toggle("data")}
          choices={<LearnChoices wish={wish} usual={usual} learnedBefore={sessions > 0} onChange={onChange} />}
        >
          <p>
            {words.learn.data(format.duration(seconds * 1000))} {mode !== "" && words.learn.modeSaid(mode)}{" "}
            {startOver ? words.learn.dataAnew : sessions > 0 && words.learn.dataMore(sessions)}
          </p>
        </LearnStep>
        <LearnStep
          name="technique"
          phase="current"
          opened={wish.step === "technique"}
          onToggle={toggle("technique")}
          choices={
            <>
              <p className={classes.quiet}>{words.learn.techniqueHelp}</p>
              {summary?.model !== undefined && (
                <Link href={`/models/${encodeURIComponent(component.id)}`} className={classes.link}>
                  {words.learn.toCard}
                </Link>
              )}
            </>
          }
        >
          <p>{words.learn.technique}</p>
        </LearnStep>
        <LearnStep name="help" phase="current">
          {advice.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </LearnStep>
        <LearnStep name="train" phase="ahead">
          <div className={classes.actions}>
            {alert !== undefined && (
              <Button component={Link} href={`/alerts/${encodeURIComponent(alert.id)}`}>
                {words.learn.toAlert}
              </Button>
            )}
            <Button
              variant={alerted ? "default" : "filled"}
              disabled={points.length === 0}
              loading={learn.isPending}
              onClick={() => learn.mutate(undefined)}
            >
              {words.learn.start}
            </Button>
            {(summary?.model !== undefined || summary?.waiting !== undefined) && (
              <Button variant="default" onClick={() => onChange({ opened: false })}>
                {words.learn.close}
              </Button>
            )}
          </div>
        </LearnStep>
        <LearnStep name="deploy" phase="ahead" />
      </ol>
      {points.length === 0 && <p className={classes.quiet}>{words.machine.noPoint}</p>}
      <FaultNote failure={learn.error} />
    </>
  );
}
