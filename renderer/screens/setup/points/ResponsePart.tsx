import { Button, FileButton } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { MicrophoneCurve } from "../../../../electron/domain/microphoneCurve.ts";
import { useCalls } from "../../../link/LinkProvider.tsx";
import { FaultNote } from "../../../widgets/FaultNote.tsx";
import { useWords } from "../../../words/WordsProvider.tsx";
import classes from "../Setup.module.css";
import { ResponseCurve } from "./ResponseCurve.tsx";

interface Props {
  readonly response: MicrophoneCurve | undefined;
  readonly onChange: (response: MicrophoneCurve | undefined) => void;
}

/** What the station takes; a calibration file has some kilobytes. */
const mostBytes = 400_000;

/** The calibration file that came with a microphone: read by the station, drawn, and kept with the point. */
export function ResponsePart({ response, onChange }: Props) {
  const { words, format } = useWords();
  const say = words.devices.response;
  const calls = useCalls();
  const [large, setLarge] = useState<File>();
  const read = useMutation(calls.listening.readResponse.mutationOptions({ onSuccess: onChange }));
  const take = async (file: File | null) => {
    if (file === null) return;
    setLarge(file.size > mostBytes ? file : undefined);
    if (file.size <= mostBytes) read.mutate({ name: file.name, text: await file.text() });
  };
  return (
    <fieldset className={classes.editor} aria-label={say.title}>
      <strong>{say.title}</strong>
      <p className={classes.quiet}>{say.help}</p>
      {response !== undefined && (
        <>
          <ResponseCurve response={response} />
          <p>
            {response.serialNumber !== null && <strong>{say.serial(response.serialNumber)}. </strong>}
            {response.serialNumber !== null && `${say.check} `}
            <span className={classes.quiet}>
              {say.rows(
                format.number(response.frequencies.length),
                format.frequency(response.frequencies[0]!),
                format.frequency(response.frequencies.at(-1)!),
              )}
            </span>
          </p>
        </>
      )}
      <div className={classes.inline}>
        <FileButton accept=".txt,.cal,.csv,.frd,text/plain" onChange={(file) => void take(file)}>
          {(props) => (
            <Button variant="default" loading={read.isPending} {...props}>
              {say.choose}
            </Button>
          )}
        </FileButton>
        {response !== undefined && (
          <Button variant="default" onClick={() => onChange(undefined)}>
            {say.remove}
          </Button>
        )}
      </div>
      {large !== undefined && <p role="alert">{say.tooLarge(large.name, format.bytes(large.size))}</p>}
      <FaultNote failure={read.error} />
    </fieldset>
  );
}
