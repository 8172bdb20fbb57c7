import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { RecordingSchedule } from "../../../../electron/domain/savedRecording.ts";
import { millisecondsPerSecond } from "../../../../electron/domain/units.ts";
import { useCalls } from "../../../link/LinkProvider.tsx";
import { ConfirmRemove } from "../../../widgets/ConfirmRemove.tsx";
import { FaultNote } from "../../../widgets/FaultNote.tsx";
import { Panel } from "../../../widgets/Panel.tsx";
import type { RecordScope } from "../../../widgets/recordings/RecordForm.tsx";
import { useWords } from "../../../words/WordsProvider.tsx";
import classes from "../Setup.module.css";
import { ScheduleForm } from "./ScheduleForm.tsx";

const minute = 60_000;

/** Recordings that start by themselves: when, how long, of what. */
export function SchedulesPanel({ scopes }: { scopes: readonly RecordScope[] }) {
  const { words, format } = useWords();
  const say = words.recordings;
  const calls = useCalls();
  const schedules = useQuery(calls.recordings.schedules.queryOptions());
  const remove = useMutation(calls.recordings.removeSchedule.mutationOptions());
  const [editing, setEditing] = useState<RecordingSchedule | "new">();
  const [removing, setRemoving] = useState<RecordingSchedule>();
  const line = ({ weekdays, at, seconds, everyMinutes, pointIds }: RecordingSchedule) =>
    [
      say.scheduleLine(
        weekdays.length === 0 || weekdays.length === 7
          ? say.everyDay
          : weekdays.map((day) => say.shortDays[day] ?? "").join(", "),
        at,
        format.duration(seconds * millisecondsPerSecond),
      ),
      ...(everyMinutes === undefined ? [] : [say.again(format.duration(everyMinutes * minute))]),
      say.pointCount(pointIds.length),
    ].join(" · ");
  return (
    <Panel
      title={say.schedules}
      aside={
        scopes.length > 0 && (
          <Button variant="default" onClick={() => setEditing("new")}>
            {say.addSchedule}
          </Button>
        )
      }
    >
      <FaultNote failure={schedules.error ?? remove.error} />
      {editing === "new" && <ScheduleForm scopes={scopes} onDone={() => setEditing(undefined)} />}
      {schedules.data?.length === 0 && editing !== "new" && <p className={classes.quiet}>{say.noSchedules}</p>}
      {(schedules.data ?? []).map((schedule) => (
        <section key={schedule.id} className={classes.device} aria-label={schedule.name}>
          <div className={classes.deviceHead}>
            <strong>{schedule.name}</strong>
            <span className={classes.quiet}>
              {line(schedule)}
              {!schedule.enabled && ` · ${say.paused}`}
            </span>
            <Button
              variant="default"
              size="compact-sm"
              aria-label={words.setup.edit(schedule.name)}
              onClick={() => setEditing(schedule)}
            >
              {words.setup.editShort}
            </Button>
            <Button
              variant="default"
              size="compact-sm"
              aria-label={words.setup.remove(schedule.name)}
              onClick={() => setRemoving(schedule)}
            >
              {words.setup.removeShort}
            </Button>
          </div>
          {editing !== "new" && editing?.id === schedule.id && (
            <ScheduleForm scopes={scopes} schedule={schedule} onDone={() => setEditing(undefined)} />
          )}
        </section>
      ))}
      <ConfirmRemove
        opened={removing !== undefined}
        name={removing?.name ?? ""}
        text={say.removeScheduleText}
        onAnswer={(yes) => {
          setRemoving(undefined);
          if (yes && removing !== undefined) remove.mutate({ id: removing.id });
        }}
      />
    </Panel>
  );
}
