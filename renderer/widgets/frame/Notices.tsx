import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { Notice } from "../../../electron/contract/stationContract.ts";
import { useCalls } from "../../link/LinkProvider.tsx";
import { useSnapshot } from "../../live/StationProvider.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import { FaultNote } from "../FaultNote.tsx";
import { Moment } from "../Moment.tsx";
import classes from "./Bar.module.css";

/** What the station has to tell once, for instance that a damaged database was set aside. */
export function Notices() {
  const { words } = useWords();
  const notices = useSnapshot()?.notices ?? [];
  if (notices.length === 0) return null;
  return (
    <section className={classes.bars} aria-label={words.notice.label}>
      {notices.map((notice) => (
        <NoticeBar key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function NoticeBar({ notice }: { notice: Notice }) {
  const { words } = useWords();
  const calls = useCalls();
  const dismiss = useMutation(calls.station.dismissNotice.mutationOptions());
  if (dismiss.isSuccess) return null;
  return (
    <div className={classes.bar}>
      <p>
        {notice.message || (notice.code in words.fault ? words.fault[notice.code as keyof typeof words.fault] : "")} (
        <Moment time={notice.time} as="clock" />)
      </p>
      <FaultNote failure={dismiss.error} />
      <Button
        variant="default"
        size="compact-md"
        loading={dismiss.isPending}
        onClick={() => dismiss.mutate({ id: notice.id })}
      >
        {words.notice.dismiss}
      </Button>
    </div>
  );
}
