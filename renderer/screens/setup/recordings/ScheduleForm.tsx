import { Checkbox, Chip, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useState } from "react";
import type { RecordingSchedule } from "../../../../electron/domain/savedRecording.ts";
import { useClient } from "../../../link/LinkProvider.tsx";
import { useAct } from "../../../live/useAct.ts";
import type { RecordScope } from "../../../widgets/recordings/RecordForm.tsx";
import { useWords } from "../../../words/WordsProvider.tsx";
import { EditForm } from "../EditForm.tsx";
import classes from "../Setup.module.css";

interface Props {
  readonly scopes: readonly RecordScope[];
  readonly schedule?: RecordingSchedule;
  readonly onDone: () => void;
}

const time = /^([01]\d|2[0-3]):[0-5]\d$/;
/** The week begins on Monday in a plant. */
const weekOrder = [1, 2, 3, 4, 5, 6, 0] as const;
/** The points of a schedule that fit no component or machine any more, or were chosen otherwise. */
const kept = "kept";

export function ScheduleForm({ scopes, schedule, onDone }: Props) {
  const { words } = useWords();
  const say = words.recordings;
  const client = useClient();
  const same = (ids: readonly string[]) => [...ids].sort().join(" ");
  const fitting = scopes.find(({ pointIds }) => schedule !== undefined && same(pointIds) === same(schedule.pointIds));
  const [scopeId, setScope] = useState(fitting?.id ?? (schedule === undefined ? (scopes[0]?.id ?? "") : kept));
  const [name, setName] = useState(schedule?.name ?? "");
  const [at, setAt] = useState(schedule?.at ?? "06:00");
  const [weekdays, setWeekdays] = useState<readonly number[]>(schedule?.weekdays ?? []);
  const [every, setEvery] = useState(schedule?.everyMinutes);
  const [seconds, setSeconds] = useState<number | undefined>(schedule?.seconds ?? 60);
  const [enabled, setEnabled] = useState(schedule?.enabled ?? true);
  const scope = scopes.find(({ id }) => id === scopeId);
  const pointIds = [...(scope?.pointIds ?? schedule?.pointIds ?? [])];
  const usualName = scope?.name ?? "";
  const shownName = name.trim() || usualName;
  const save = useAct((_: undefined, by) => {
    return client.recordings.saveSchedule({
      id: schedule?.id,
      name: shownName,
      pointIds,
      at,
      weekdays: [...weekdays],
      everyMinutes: every,
      seconds: seconds ?? 60,
      by,
      enabled,
    });
  }, onDone);
  return (
    <EditForm
      label={schedule === undefined ? say.addSchedule : words.setup.edit(schedule.name)}
      usable={shownName !== "" && time.test(at) && seconds !== undefined && pointIds.length > 0}
      busy={save.isPending}
      failure={save.error}
      onCancel={onDone}
      onSave={() => save.mutate(undefined)}
    >
      <TextInput
        label={say.schedule}
        placeholder={usualName}
        value={name}
        maxLength={120}
        onChange={(event) => setName(event.currentTarget.value)}
        autoFocus
      />
      <NativeSelect
        label={say.what}
        value={scopeId}
        onChange={(event) => setScope(event.currentTarget.value)}
        data={[
          ...(schedule !== undefined && fitting === undefined
            ? [{ value: kept, label: say.pointCount(schedule.pointIds.length) }]
            : []),
          ...scopes.map(({ id, name: label }) => ({ value: id, label })),
        ]}
      />
      <TextInput
        label={say.at}
        description={say.station}
        value={at}
        maxLength={5}
        placeholder="06:00"
        onChange={(event) => setAt(event.currentTarget.value)}
      />
      <NumberInput
        label={say.lasts}
        value={seconds ?? ""}
        min={1}
        max={86_400}
        onChange={(value) => setSeconds(typeof value === "number" ? value : undefined)}
      />
      <NumberInput
        label={say.every}
        description={say.everyHint}
        value={every ?? ""}
        min={1}
        max={1440}
        allowDecimal={false}
        onChange={(value) => setEvery(typeof value === "number" ? value : undefined)}
      />
      <fieldset className={classes.wholeRow}>
        <legend>{say.weekdays}</legend>
        <Chip.Group
          multiple
          value={weekdays.map(String)}
          onChange={(values) => setWeekdays(values.map(Number).toSorted((a, b) => a - b))}
        >
          <div className={classes.inline}>
            {weekOrder.map((day) => (
              <Chip key={day} value={String(day)} variant="outline" aria-label={say.days[day]}>
                {say.shortDays[day]}
              </Chip>
            ))}
            {weekdays.length === 0 && <span className={classes.quiet}>{say.everyDay}</span>}
          </div>
        </Chip.Group>
      </fieldset>
      <Checkbox
        className={classes.wholeRow}
        label={say.enabled}
        checked={enabled}
        onChange={(event) => setEnabled(event.currentTarget.checked)}
      />
    </EditForm>
  );
}
