import { Link } from "wouter";
import { type ComponentView, isAbnormal, isUnacknowledged, type MachineView } from "../../live/plantView.ts";
import { useTrend } from "../../live/useTrend.ts";
import { Moment } from "../../widgets/Moment.tsx";
import { Sparkline } from "../../widgets/Sparkline.tsx";
import { StateShape } from "../../widgets/StateShape.tsx";
import { StateWord, useStateWord } from "../../widgets/StateWord.tsx";
import { useTroubleSentence } from "../../widgets/useFindings.ts";
import { useWords } from "../../words/WordsProvider.tsx";
import { noScoresWord } from "./noScoresWord.ts";
import classes from "./Overview.module.css";

const sparkRows = 240;

/** One machine: its name, how it is in shape and word, its components, and a day of the worst of them. */
export function MachineTile({ view: { machine, components, worst } }: { view: MachineView }) {
  const { words } = useWords();
  const trend = useTrend(worst?.component.id, "24h", sparkRows);
  const empty = trend.data !== undefined && trend.data.trend.score.length === 0;
  return (
    <li className={classes.tile} data-state={worst && isAbnormal(worst.state) ? worst.state : undefined}>
      <Link href={`/machines/${encodeURIComponent(machine.id)}`} className={classes.tileHead}>
        <h2>{machine.name}</h2>
        {worst === undefined ? (
          <span className={classes.quiet}>{words.overview.noComponents}</span>
        ) : (
          <span className={classes.tileState}>
            <StateWord view={worst} />
            {isAbnormal(worst.state) && worst.health !== undefined && (
              <span className={classes.quiet}>
                {worst.component.name}, <Since time={worst.health.since} />
              </span>
            )}
          </span>
        )}
      </Link>
      {worst?.state === "sensor trouble" && <Trouble view={worst} />}
      {worst !== undefined && (
        <div className={classes.spark}>
          {empty ? (
            <span className={classes.quiet}>{noScoresWord(words, worst.state)}</span>
          ) : (
            <Sparkline
              label={words.overview.sparkline(worst.component.name)}
              shown={trend.data}
              points={worst.points}
            />
          )}
        </div>
      )}
      <ul className={classes.chips} aria-label={words.machine.components}>
        {components.map((component) => (
          <Chip key={component.component.id} machineId={machine.id} view={component} />
        ))}
      </ul>
    </li>
  );
}

/** What the sensor is in trouble with, and what to do: the component is not judged meanwhile. */
function Trouble({ view: { points } }: { view: ComponentView }) {
  const sentence = useTroubleSentence(points);
  return sentence === undefined ? null : <p className={classes.trouble}>{sentence}</p>;
}

function Since({ time }: { time: number }) {
  const { words } = useWords();
  // The word order differs between languages, so the time is put where the language wants it.
  const [before, after] = words.overview.since("\u0000").split("\u0000");
  return (
    <>
      {before}
      <Moment time={time} as="clock" />
      {after}
    </>
  );
}

function Chip({ machineId, view }: { machineId: string; view: ComponentView }) {
  const word = useStateWord(view);
  return (
    <li>
      <Link
        href={`/machines/${encodeURIComponent(machineId)}/${encodeURIComponent(view.component.id)}`}
        className={classes.chip}
        title={word}
      >
        <StateShape state={view.state} unacknowledged={isUnacknowledged(view.alert)} progress={view.health?.progress} />
        <span>{view.component.name}</span>
        <span className="visually-hidden">: {word}</span>
      </Link>
    </li>
  );
}
