import { Button } from "@mantine/core";
import { useState } from "react";
import type { ModelDossier } from "../../../electron/contract/modelsContract.ts";
import type { SessionReport } from "../../../electron/domain/reportCard.ts";
import { useClient } from "../../link/LinkProvider.tsx";
import { useNow } from "../../live/StationProvider.tsx";
import { useAct } from "../../live/useAct.ts";
import { ConfirmRemove } from "../../widgets/ConfirmRemove.tsx";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { Panel } from "../../widgets/Panel.tsx";
import { TestMark } from "../../widgets/TestMark.tsx";
import { modeWords } from "../../words/modeWords.ts";
import { tagWords } from "../../words/tagWords.ts";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Models.module.css";

/** What it has heard: every session, used or left out and why, and the way to forget one. */
export function DataPanel({ dossier: { card, decisions } }: { dossier: ModelDossier }) {
  const { words, format } = useWords();
  const client = useClient();
  const now = useNow();
  const [removing, setRemoving] = useState<SessionReport>();
  const remove = useAct((from: number, by) =>
    client.models.removeSession({ componentId: card.componentId, from, by }).then(() => true),
  );
  const { sessions, duration, unusable, modes } = card.data;
  const forgotten = new Set(decisions.flatMap((each) => (each.what === "forget session" ? [each.from] : [])));
  const used = sessions.filter(({ leftOut }) => leftOut === undefined).length;
  return (
    <Panel title={words.models.data.title}>
      <p>{words.models.data.learned(format.duration(duration * 1000), used)}</p>
      {used === 1 && <p className={classes.quiet}>{words.models.data.oneSession}</p>}
      {modes.length > 1 && (
        <p>{words.models.data.modes(modes.map((mode) => modeWords(words, format, mode)).join("; "))}</p>
      )}
      {unusable > 0 && <p className={classes.quiet}>{words.models.data.unusable(format.number(unusable))}</p>}
      <ul className={classes.sessions}>
        {sessions
          .toSorted((a, b) => b.from - a.from)
          .map((session) => (
            <li key={session.from}>
              <TestMark verdict={session.leftOut === undefined ? "passed" : "open"} />
              <span>
                <strong title={format.exact(session.from)}>
                  {words.models.data.session(
                    format.moment(session.from, now),
                    format.duration(session.to - session.from),
                  )}
                </strong>
                <span className={classes.gateWord}>
                  {session.leftOut === undefined
                    ? words.models.data.used
                    : words.models.data.leftOut(words.models.data.reasons[session.leftOut])}
                </span>
                <span className={classes.second}>
                  {[
                    tagWords(words, format, session.tag),
                    session.heldOutLevel === undefined
                      ? undefined
                      : words.models.data.level(format.share(session.heldOutLevel)),
                  ]
                    .filter((text) => text !== undefined)
                    .join(" · ")}
                </span>
              </span>
              {forgotten.has(session.from) ? (
                <span className={classes.quiet}>{words.models.data.forgotten}</span>
              ) : (
                <Button
                  variant="default"
                  size="compact-md"
                  aria-label={words.models.data.remove(format.moment(session.from, now))}
                  loading={remove.isPending && remove.variables === session.from}
                  onClick={() => setRemoving(session)}
                >
                  {words.models.data.removeShort}
                </Button>
              )}
            </li>
          ))}
      </ul>
      {remove.data === true && <p role="status">{words.models.data.removed}</p>}
      <FaultNote failure={remove.error} />
      <ConfirmRemove
        opened={removing !== undefined}
        name={removing === undefined ? "" : format.exact(removing.from)}
        text={words.models.data.removeText}
        onAnswer={(yes) => {
          setRemoving(undefined);
          if (yes && removing !== undefined) remove.mutate(removing.from);
        }}
      />
    </Panel>
  );
}
