import type { Machine } from "../../../electron/domain/plant.ts";
import type { ComponentView } from "../../live/plantView.ts";
import { usePlant } from "../../live/usePlant.ts";
import { useRecordings } from "../../live/useRecordings.ts";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { Panel } from "../../widgets/Panel.tsx";
import { RecordForm } from "../../widgets/recordings/RecordForm.tsx";
import { RecordingRow } from "../../widgets/recordings/RecordingRow.tsx";
import listed from "../../widgets/recordings/Recordings.module.css";
import { recordScopes } from "../../widgets/recordings/recordScopes.ts";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Machine.module.css";

/** So many are looked through for those of this component; the list of all of them is in the setup. */
const lookedThrough = 100;
const shown = 3;

/** Records this component, or its whole machine, and shows what was recorded here last. */
export function RecordPanel({ machine, view }: { machine: Machine; view: ComponentView }) {
  const { words } = useWords();
  const { plant } = usePlant();
  const page = useRecordings(lookedThrough);
  if (plant === undefined || view.points.every(({ signal }) => signal === "feature")) return null;
  const scopes = recordScopes(words, plant).filter(({ id }) => id === view.component.id || id === machine.id);
  // This component first: it is what the page is about.
  const ordered = scopes.toSorted((a, b) => Number(b.id === view.component.id) - Number(a.id === view.component.id));
  const own = new Set(view.points.map(({ id }) => id));
  const recordings = (page.data?.recordings ?? []).filter(({ tracks }) =>
    tracks.some(({ pointId }) => own.has(pointId)),
  );
  return (
    <Panel title={words.recordings.heading}>
      <FaultNote failure={page.error} />
      {page.data !== undefined && <RecordForm scopes={ordered} preTrigger={page.data.preTrigger} />}
      {page.data !== undefined && recordings.length === 0 && <p className={classes.quiet}>{words.recordings.noneOf}</p>}
      <ul className={listed.recordings} aria-label={words.recordings.list}>
        {recordings.slice(0, shown).map((recording) => (
          <RecordingRow key={recording.id} recording={recording} />
        ))}
      </ul>
    </Panel>
  );
}
