import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { FoundDevice as Found } from "../../../../electron/contract/devicesContract.ts";
import { useCalls } from "../../../link/LinkProvider.tsx";
import { FaultNote } from "../../../widgets/FaultNote.tsx";
import { useWords } from "../../../words/WordsProvider.tsx";
import classes from "../Setup.module.css";
import { kindWords } from "../source/fieldWords.ts";
import { SourceEditor } from "../source/SourceEditor.tsx";
import { FoundDevice } from "./FoundDevice.tsx";

/** The settings by which it was understood, as they are looked up in a data sheet. */
function foundSettings({ settings: { baudRate, separator } }: Found): readonly string[] {
  return [
    ...(typeof baudRate === "number" ? [`${baudRate} baud`] : []),
    ...(typeof separator === "string" && separator !== "auto" ? [`"${separator}"`] : []),
  ];
}

/** Something that was found but does not say what it is: a serial port. It can be asked, or set up by hand. */
export function FoundPort({ device }: { device: Found }) {
  const { words } = useWords();
  const calls = useCalls();
  const kinds = useQuery(calls.listening.kinds.queryOptions());
  const recognise = useMutation(calls.listening.recognise.mutationOptions());
  const [byHand, setByHand] = useState(false);
  const fitting = (kinds.data ?? []).filter(({ form }) => form.addressKind === "serial port");
  const known = recognise.data ?? [];
  return (
    <section className={classes.device} aria-label={device.name}>
      <div className={classes.deviceHead}>
        <strong>{device.name}</strong>
        <span className={classes.quiet}>{words.setup.via(device.via)}</span>
      </div>
      <div className={classes.inline}>
        <Button loading={recognise.isPending} onClick={() => recognise.mutate({ address: device.address })}>
          {words.sources.recognise}
        </Button>
        <Button variant="default" aria-expanded={byHand} onClick={() => setByHand(!byHand)}>
          {words.sources.byHand}
        </Button>
      </div>
      {recognise.isPending && <p role="status">{words.sources.recognising}</p>}
      {recognise.isSuccess && (
        <p role="status">
          {known[0] === undefined
            ? words.sources.notRecognised
            : words.sources.recognised(
                [kindWords(words, known[0].driver).label, ...foundSettings(known[0])].join(", "),
              )}
        </p>
      )}
      {recognise.isSuccess && known.length === 0 && recognise.variables.ask !== true && (
        <div className={classes.inline}>
          <p className={classes.quiet}>{words.sources.askHint}</p>
          <Button variant="default" onClick={() => recognise.mutate({ address: device.address, ask: true })}>
            {words.sources.ask}
          </Button>
        </div>
      )}
      {known.map((each) => (
        <FoundDevice
          key={`${each.driver} ${each.id}`}
          device={each.name === each.address ? { ...each, name: device.name } : each}
          onTaken={recognise.reset}
        />
      ))}
      <FaultNote failure={recognise.error ?? kinds.error} />
      {byHand && fitting.length > 0 && <SourceEditor kinds={fitting} port={device} onTaken={() => setByHand(false)} />}
    </section>
  );
}
