import { Button, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useCalls } from "../../link/LinkProvider.tsx";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import { FoundDevice } from "./FoundDevice.tsx";
import classes from "./Setup.module.css";

type Source = "recordedFile" | "serialText";
const usualBaud = 115_200;

/** What cannot appear by itself: a recording on the station's disk, a serial port and its rate. */
export function AddDevice() {
  const { words } = useWords();
  const calls = useCalls();
  const [source, setSource] = useState<Source>("recordedFile");
  const [address, setAddress] = useState("");
  const [rate, setRate] = useState<number>();
  const [baud, setBaud] = useState<number>(usualBaud);
  const inspect = useMutation(calls.devices.describe.mutationOptions());
  const serial = source === "serialText";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const settings = {
      ...(serial ? { baudRate: baud } : {}),
      ...(rate !== undefined && rate > 0 ? { sampleRate: rate } : {}),
    };
    inspect.mutate({ driver: source, address: address.trim(), settings });
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
        {serial && (
          <NumberInput
            label={words.setup.baud}
            value={baud}
            onChange={(value) => typeof value === "number" && setBaud(value)}
            min={50}
          />
        )}
        <NumberInput
          label={`${words.setup.rate} (${words.setup.rateUnit})`}
          description={words.setup.rateHint}
          value={rate ?? ""}
          onChange={(value) => setRate(typeof value === "number" ? value : undefined)}
          min={0}
        />
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
