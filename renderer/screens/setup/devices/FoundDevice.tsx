import { Button, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { FoundDevice as Found } from "../../../../electron/contract/devicesContract.ts";
import type { DeviceSetup } from "../../../../electron/domain/plant.ts";
import { useCalls } from "../../../link/LinkProvider.tsx";
import { FaultNote } from "../../../widgets/FaultNote.tsx";
import { useWords } from "../../../words/WordsProvider.tsx";
import classes from "../Setup.module.css";
import { isRateFree, rateOrigin } from "../source/rateOrigin.ts";
import { isSimulated } from "./isSimulated.ts";
import { Listening } from "./Listening.tsx";

interface Props {
  readonly device: Found;
  /** The device in use that is set up anew as this one. */
  readonly used?: DeviceSetup | undefined;
  /** The settings with which it was looked at. */
  readonly asked?: DeviceSetup["settings"] | undefined;
  readonly onTaken?: () => void;
  /** Look at it again, with other answers. */
  readonly onAgain?: () => void;
  /** What else can be done with it. */
  readonly more?: ReactNode;
}

/** On a path that the system mixes, it states how many channels it could mix, not how many the device has. */
const mixedChannels = 2;

function usualCount({ channels, cautions = [] }: Found): number {
  return cautions.includes("shared path") ? Math.min(mixedChannels, channels.length) : channels.length;
}

/** What stands in the field at first: what the device says; of one in use what it was set up for, unless it cannot be that any more. */
function firstRate({ defaultSampleRate, sampleRates }: Found, used: DeviceSetup | undefined): number | undefined {
  const said = defaultSampleRate || undefined;
  if (used === undefined) return said;
  const offered = sampleRates.length === 0 || sampleRates.includes(used.sampleRate);
  return sampleRates.length === 0 ? (said ?? used.sampleRate) : offered ? used.sampleRate : said;
}

/** A device that is there but not used: what it is, at which rate, what it hears, and one button. */
export function FoundDevice({ device, used, asked, onTaken, onAgain, more }: Props) {
  const { words, format } = useWords();
  const calls = useCalls();
  const [name, setName] = useState(device.name);
  const kinds = useQuery(calls.listening.kinds.queryOptions());
  const form = kinds.data?.find(({ driver }) => driver === device.driver)?.form;
  const origin = rateOrigin(device, form, asked);
  const [rate, setRate] = useState(firstRate(device, used));
  const [count, setCount] = useState(() => Math.min(used?.channelCount ?? usualCount(device), device.channels.length));
  const [listening, setListening] = useState(false);
  const add = useMutation(calls.devices.add.mutationOptions({ onSuccess: () => onTaken?.() }));
  const rated = rate !== undefined && rate > 0;
  const source = {
    driver: device.driver,
    address: device.address,
    sampleRate: rate ?? 0,
    channelCount: count,
    // A rate of which the device knows nothing is a setting: the station then expects it instead of counting again.
    settings: { ...device.settings, ...(isRateFree(form) && rated && { sampleRate: rate }) },
  };
  return (
    <section className={classes.device} aria-label={device.name}>
      <div className={classes.deviceHead}>
        <strong>{device.name}</strong>
        {isSimulated(device) && <span className={classes.simulated}>{words.setup.simulated}</span>}
        <span className={classes.quiet}>
          {words.setup.channels(device.channels.length)}, {words.setup.via(device.via)}
        </span>
      </div>
      {(device.cautions ?? []).map((caution) => (
        <p key={caution} className={classes.caution}>
          {words.devices.caution[caution]}
        </p>
      ))}
      <div className={classes.inline}>
        <TextInput
          label={words.setup.name}
          value={name}
          maxLength={120}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {origin === "offered" ? (
          <NativeSelect
            label={words.setup.rate}
            value={rate}
            onChange={(event) => setRate(Number(event.currentTarget.value))}
            data={device.sampleRates.map((value) => ({ value: String(value), label: `${format.number(value, 3)} Hz` }))}
          />
        ) : (
          <NumberInput
            label={`${words.setup.rate} (${words.setup.rateUnit})`}
            description={origin === "measured" ? words.setup.rateMeasured : undefined}
            value={rate ?? ""}
            min={0}
            onChange={(value) => setRate(typeof value === "number" ? value : undefined)}
          />
        )}
        {device.channels.length > 1 && (
          <NumberInput
            label={words.setup.channelCount}
            value={count}
            min={1}
            max={device.channels.length}
            allowDecimal={false}
            onChange={(value) =>
              typeof value === "number" && value >= 1 && setCount(Math.min(value, device.channels.length))
            }
          />
        )}
        <Button
          disabled={!rated || name.trim() === ""}
          loading={add.isPending}
          onClick={() => {
            // A device has one reader: listening would stand in the way of the station.
            setListening(false);
            add.mutate({ ...source, name });
          }}
        >
          {used === undefined ? words.setup.take : words.setup.save}
        </Button>
        {used === undefined && (
          <Button
            variant="default"
            disabled={!rated}
            aria-pressed={listening}
            aria-label={(listening ? words.devices.stopListeningTo : words.devices.listenTo)(device.name)}
            onClick={() => setListening(!listening)}
          >
            {listening ? words.devices.stop : words.devices.listen}
          </Button>
        )}
        {more}
        {onAgain !== undefined && (
          <Button variant="default" onClick={onAgain}>
            {words.setup.otherwise}
          </Button>
        )}
      </div>
      {listening && rated && <Listening source={source} name={device.name} channels={device.channels} />}
      <FaultNote failure={add.error} />
    </section>
  );
}
