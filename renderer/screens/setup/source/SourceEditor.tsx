import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import type { FoundDevice as Found } from "../../../../electron/contract/devicesContract.ts";
import type { SourceKind } from "../../../../electron/contract/listeningContract.ts";
import type { DeviceSetup } from "../../../../electron/domain/plant.ts";
import { useCalls } from "../../../link/LinkProvider.tsx";
import { FaultNote } from "../../../widgets/FaultNote.tsx";
import { useWords } from "../../../words/WordsProvider.tsx";
import { FoundDevice } from "../devices/FoundDevice.tsx";
import classes from "../Setup.module.css";
import { kindWords } from "./fieldWords.ts";
import { SettingInputs } from "./SettingInputs.tsx";
import { SourcePreview } from "./SourcePreview.tsx";
import { firstAnswers, toSettings } from "./sourceAnswers.ts";

interface Props {
  /** Those to choose from; at least one. */
  readonly kinds: readonly SourceKind[];
  /** A port that was found: its address is known, and what the system calls it. */
  readonly port?: {
    readonly driver: string;
    readonly address: string;
    readonly name: string;
    readonly settings: DeviceSetup["settings"];
  };
  /** Addresses to choose from while typing. */
  readonly addresses?: readonly string[];
  /** A device in use that is set up anew; `port` says where it is. */
  readonly used?: DeviceSetup;
  readonly onTaken?: () => void;
}

/** What is it, where is it, how does it talk; what comes is shown beside it, then it is looked at and taken into use. */
export function SourceEditor({ kinds, port, addresses = [], used, onTaken }: Props) {
  const { words } = useWords();
  const calls = useCalls();
  const list = useId();
  const [driver, setDriver] = useState(port?.driver ?? kinds[0]?.driver ?? "");
  const kind = kinds.find((entry) => entry.driver === driver) ?? kinds[0];
  const fields = kind?.form.fields ?? [];
  const given = port?.driver === driver ? port.settings : {};
  const [address, setAddress] = useState(port?.address ?? "");
  const [answers, setAnswers] = useState(() => firstAnswers(fields, given));
  const [showing, setShowing] = useState(false);
  const [refused, setRefused] = useState<string>();
  const inspect = useMutation(calls.devices.describe.mutationOptions());
  if (kind === undefined) return null;
  const where = address.trim();
  const settings = toSettings(fields, answers, given);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A port has one reader: what is shown would stand in the way of looking.
    setShowing(false);
    inspect.mutate({ driver, address: where, settings });
  };
  const described = inspect.data;
  const another = used !== undefined && described !== undefined && described.id !== used.id;
  if (described !== undefined && described.channels.length > 0 && !another) {
    // The system knows the maker's name of a port; the port itself only its path.
    const device: Found = port === undefined ? described : { ...described, name: port.name };
    return (
      <FoundDevice
        key={`${device.id} ${device.defaultSampleRate}`}
        device={device}
        used={used}
        asked={inspect.variables?.settings}
        onAgain={inspect.reset}
        onTaken={() => {
          inspect.reset();
          if (port === undefined) setAddress("");
          onTaken?.();
        }}
      />
    );
  }
  return (
    <form className={classes.form} aria-label={port === undefined ? words.sources.add : port.name} onSubmit={submit}>
      <div className={classes.fields}>
        {kinds.length > 1 && (
          <NativeSelect
            className={classes.wholeRow}
            label={words.sources.kind}
            description={kindWords(words, driver).hint}
            value={driver}
            onChange={(event) => {
              const next = event.currentTarget.value;
              const form = kinds.find((entry) => entry.driver === next)?.form;
              setDriver(next);
              setAnswers(firstAnswers(form?.fields ?? [], port?.driver === next ? port.settings : {}));
              setShowing(false);
              inspect.reset();
            }}
            data={kinds.map((entry) => ({ value: entry.driver, label: kindWords(words, entry.driver).label }))}
          />
        )}
        {port === undefined && (
          <TextInput
            label={words.sources.address[kind.form.addressKind]}
            placeholder={kind.form.exampleAddress}
            value={address}
            onChange={(event) => {
              setAddress(event.currentTarget.value);
              inspect.reset();
            }}
            maxLength={1000}
            spellCheck={false}
            list={kind.form.addressKind === "serial port" ? list : undefined}
          />
        )}
        <datalist id={list}>
          {addresses.map((entry) => (
            <option key={entry} value={entry} />
          ))}
        </datalist>
      </div>
      <SettingInputs
        key={driver}
        driver={driver}
        fields={fields}
        answers={answers}
        onRefused={setRefused}
        onChange={(next) => {
          setAnswers(next);
          // What was wrong with the answers before says nothing of these.
          inspect.reset();
        }}
      />
      {showing && refused === undefined && <SourcePreview driver={driver} address={where} settings={settings} />}
      <div className={classes.inline}>
        <Button type="submit" disabled={where === "" || refused !== undefined} loading={inspect.isPending}>
          {words.setup.inspect}
        </Button>
        {kind.previews && !(used !== undefined && kind.form.addressKind === "serial port") && (
          <Button
            variant="default"
            disabled={where === "" || refused !== undefined}
            aria-pressed={showing}
            onClick={() => setShowing(!showing)}
          >
            {showing ? words.sources.hide : words.sources.show}
          </Button>
        )}
      </div>
      {refused !== undefined && <p className={classes.quiet}>{words.sources.json.first}</p>}
      {another && <p role="alert">{words.devices.anotherSource(used.name)}</p>}
      <FaultNote failure={inspect.error} />
    </form>
  );
}
