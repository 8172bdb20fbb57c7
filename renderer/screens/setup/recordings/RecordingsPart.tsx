import { Button } from "@mantine/core";
import { useState } from "react";
import type { Plant } from "../../../../electron/domain/plant.ts";
import { useRecordings } from "../../../live/useRecordings.ts";
import { FaultNote } from "../../../widgets/FaultNote.tsx";
import { Panel } from "../../../widgets/Panel.tsx";
import { RecordForm } from "../../../widgets/recordings/RecordForm.tsx";
import { RecordingRow } from "../../../widgets/recordings/RecordingRow.tsx";
import listed from "../../../widgets/recordings/Recordings.module.css";
import { recordScopes } from "../../../widgets/recordings/recordScopes.ts";
import { useWords } from "../../../words/WordsProvider.tsx";
import classes from "../Setup.module.css";
import { SchedulesPanel } from "./SchedulesPanel.tsx";

const step = 20;
const most = 500;
const nearlyFull = 0.98;

/** What was recorded, what is being recorded, and what will start by itself. */
export function RecordingsPart({ plant }: { plant: Plant }) {
  const { words, format } = useWords();
  const say = words.recordings;
  const [limit, setLimit] = useState(step);
  const page = useRecordings(limit);
  const scopes = recordScopes(words, plant);
  const { recordings = [], total = 0, bytes = 0, quotaBytes = 0, preTrigger = 0 } = page.data ?? {};
  return (
    <div className={classes.column}>
      <Panel title={say.record}>
        <p className={classes.quiet}>{say.help}</p>
        {page.data !== undefined && <RecordForm scopes={scopes} preTrigger={preTrigger} />}
      </Panel>
      <Panel title={say.heading}>
        <FaultNote failure={page.error} retry={() => void page.refetch()} />
        {page.data !== undefined && (
          <p className={classes.quiet}>{say.usage(format.bytes(bytes), format.bytes(quotaBytes))}</p>
        )}
        {quotaBytes > 0 && bytes >= nearlyFull * quotaBytes && <p className={classes.caution}>{say.full}</p>}
        {page.data !== undefined && total === 0 && <p className={classes.quiet}>{say.none}</p>}
        <ul className={listed.recordings} aria-label={say.list}>
          {recordings.map((recording) => (
            <RecordingRow key={recording.id} recording={recording} />
          ))}
        </ul>
        {total > recordings.length && limit < most && (
          <div>
            <Button variant="default" onClick={() => setLimit(Math.min(most, limit + step))}>
              {say.more(Math.min(step, total - recordings.length))}
            </Button>
          </div>
        )}
      </Panel>
      <SchedulesPanel scopes={scopes} />
    </div>
  );
}
