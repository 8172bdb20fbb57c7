import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useClient } from "../../link/LinkProvider.tsx";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Alerts.module.css";

/** Fetches the frozen samples only when somebody wants to hear or keep them. */
export function RecordingPlayer({ alertId, pointId }: { alertId: string; pointId: string }) {
  const { words } = useWords();
  const client = useClient();
  const [sound, setSound] = useState<{ readonly address: string; readonly name: string }>();
  const fetchIt = useMutation({
    mutationFn: () => client.alerts.recording({ id: alertId, pointId }),
    onSuccess: (file) => setSound({ address: URL.createObjectURL(file), name: file.name }),
  });
  useEffect(() => () => URL.revokeObjectURL(sound?.address ?? ""), [sound]);
  if (sound === undefined) {
    return (
      <div>
        <Button variant="default" loading={fetchIt.isPending} onClick={() => fetchIt.mutate()}>
          {words.alerts.listen}
        </Button>
        <FaultNote failure={fetchIt.error} />
      </div>
    );
  }
  return (
    <div className={classes.player}>
      {/* biome-ignore lint/a11y/useMediaCaption: the sound of a machine has no words */}
      <audio controls autoPlay src={sound.address} aria-label={words.alerts.listen} />
      <a href={sound.address} download={sound.name}>
        {words.alerts.download}
      </a>
    </div>
  );
}
