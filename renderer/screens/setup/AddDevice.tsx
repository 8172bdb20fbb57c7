import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useCalls } from "../../link/LinkProvider.tsx";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import { FoundDevice } from "./FoundDevice.tsx";
import classes from "./Setup.module.css";
import { SourceFields } from "./SourceFields.tsx";
import { sourceSettings, usualAnswers } from "./sourceSettings.ts";

type Source = "recordedFile" | "serialText";

/** What cannot appear by itself: a recording on the station's disk, a serial port that is not found. */
export function AddDevice() {
  const { words } = useWords();
  const calls = useCalls();
  const [source, setSource] = useState<Source>("recordedFile");
  const [address, setAddress] = useState("");
  const [answers, setAnswers] = useState(usualAnswers);
  const inspect = useMutation(calls.devices.describe.mutationOptions());
  const serial = source === "serialText";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    inspect.mutate({ driver: source, address: address.trim(), settings: sourceSettings(source, answers) });
  };
  return (
    <>
      <form className={classes.inline} onSubmit={submit}>
        <NativeSelect
          label={words.setup.what}
          value={source}
          onChange={(event) => {
            setSource(event.currentTarget.value as Source);
            inspect.reset();
          }}
          data={[
            { value: "recordedFile", label: words.setup.recording },
            { value: "serialText", label: words.setup.serial },
          ]}
        />
        <TextInput
          className={classes.grow}
          label={serial ? words.setup.port : words.setup.path}
          placeholder={serial ? "/dev/ttyUSB0" : "/data/pump.wav"}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          maxLength={1000}
          spellCheck={false}
        />
        <SourceFields driver={source} answers={answers} onChange={setAnswers} />
        <Button type="submit" variant="default" disabled={address.trim() === ""} loading={inspect.isPending}>
          {words.setup.inspect}
        </Button>
      </form>
      <FaultNote failure={inspect.error} />
      {inspect.data !== undefined && (
        <FoundDevice
          key={`${inspect.data.id} ${inspect.data.defaultSampleRate}`}
          device={inspect.data}
          onTaken={() => {
            inspect.reset();
            setAddress("");
          }}
        />
      )}
    </>
  );
}
