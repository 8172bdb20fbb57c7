import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { FoundDevice as Found } from "../../../electron/contract/devicesContract.ts";
import { useCalls } from "../../link/LinkProvider.tsx";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import { FoundDevice } from "./FoundDevice.tsx";
import classes from "./Setup.module.css";
import { SourceFields } from "./SourceFields.tsx";
import { sourceSettings, usualAnswers } from "./sourceSettings.ts";

/** Something that was found but has to be listened to before anyone knows how many channels it has: a serial port. */
export function FoundPort({ device }: { device: Found }) {
  const { words } = useWords();
  const calls = useCalls();
  const [answers, setAnswers] = useState(usualAnswers);
  const inspect = useMutation(calls.devices.describe.mutationOptions());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { driver, address, settings } = device;
    inspect.mutate({ driver, address, settings: sourceSettings(driver, answers, settings) });
  };
  // The system knows the maker's name of a port; the port itself only its path.
  if (inspect.data !== undefined && inspect.data.channels.length > 0) {
    return <FoundDevice device={{ ...inspect.data, name: device.name }} onAgain={inspect.reset} />;
  }
  return (
    <section className={classes.device} aria-label={device.name}>
      <div className={classes.deviceHead}>
        <strong>{device.name}</strong>
        <span className={classes.quiet}>{words.setup.via(device.via)}</span>
      </div>
      <p className={classes.quiet}>{words.setup.listenFirst}</p>
      <form className={classes.inline} onSubmit={submit}>
        <SourceFields driver={device.driver} answers={answers} onChange={setAnswers} />
        <Button type="submit" variant="default" loading={inspect.isPending}>
          {words.setup.inspect}
        </Button>
      </form>
      <FaultNote failure={inspect.error} />
    </section>
  );
}
