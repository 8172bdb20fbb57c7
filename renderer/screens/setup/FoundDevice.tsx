import { Button, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { FoundDevice as Found } from "../../../electron/contract/devicesContract.ts";
import { useCalls } from "../../link/LinkProvider.tsx";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import { isSimulated } from "./isSimulated.ts";
import classes from "./Setup.module.css";

interface Props {
  readonly device: Found;
  readonly onTaken?: () => void;
  /** Look at it again, with other answers. */
  readonly onAgain?: () => void;
}

/** A device that is there but not used: what it is, at which rate, and one button. */
export function FoundDevice({ device, onTaken, onAgain }: Props) {
  const { words, format } = useWords();
  const calls = useCalls();
  const [name, setName] = useState(device.name);
  const [rate, setRate] = useState<number | undefined>(device.defaultSampleRate || undefined);
  const add = useMutation(calls.devices.add.mutationOptions({ onSuccess: () => onTaken?.() }));
  const usable = rate !== undefined && rate > 0 && name.trim() !== "";
  return (
    <section className={classes.device} aria-label={device.name}>
      <div className={classes.deviceHead}>
        <strong>{device.name}</strong>
        {isSimulated(device) && <span className={classes.simulated}>{words.setup.simulated}</span>}
        <span className={classes.quiet}>
          {words.setup.channels(device.channels.length)}, {words.setup.via(device.via)}
        </span>
      </div>
      <div className={classes.inline}>
        <TextInput
          label={words.setup.name}
          value={name}
          maxLength={120}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {device.sampleRates.length > 0 ? (
          <NativeSelect
            label={words.setup.rate}
            value={rate}
            onChange={(event) => setRate(Number(event.currentTarget.value))}
            data={device.sampleRates.map((value) => ({ value: String(value), label: format.frequency(value) }))}
          />
        ) : (
          <NumberInput
            label={`${words.setup.rate} (${words.setup.rateUnit})`}
            value={rate ?? ""}
            min={0}
            onChange={(value) => setRate(typeof value === "number" ? value : undefined)}
          />
        )}
        <Button
          disabled={!usable}
          loading={add.isPending}
          onClick={() =>
            add.mutate({
              driver: device.driver,
              address: device.address,
              name,
              sampleRate: rate ?? 0,
              channelCount: device.channels.length,
              settings: { ...device.settings },
            })
          }
        >
          {words.setup.take}
        </Button>
        {onAgain !== undefined && (
          <Button variant="default" onClick={onAgain}>
            {words.setup.otherwise}
          </Button>
        )}
      </div>
      <FaultNote failure={add.error} />
    </section>
  );
}
