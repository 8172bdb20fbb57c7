import { useState } from "react";
import type { ListenFrame } from "../../../../electron/contract/listeningContract.ts";
import type { ChannelInfo } from "../../../../electron/domain/channelInfo.ts";
import type { DeviceSetup } from "../../../../electron/domain/plant.ts";
import { useClient } from "../../../link/LinkProvider.tsx";
import { useStream } from "../../../live/useStream.ts";
import { FaultNote } from "../../../widgets/FaultNote.tsx";
import { FindingList } from "../../../widgets/FindingList.tsx";
import { findingSentence } from "../../../widgets/findingSentence.ts";
import { LevelMeter } from "../../../widgets/LevelMeter.tsx";
import { SmallSpectrum } from "../../../widgets/SmallSpectrum.tsx";
import { useWords } from "../../../words/WordsProvider.tsx";
import classes from "./Listening.module.css";
import { TestTone } from "./TestTone.tsx";

/** A device in use by its id, or one that is not yet with everything needed to open it. */
export type ListenSource =
  | { readonly id: string }
  | {
      readonly driver: string;
      readonly address: string;
      readonly sampleRate: number;
      readonly channelCount: number;
      readonly settings: DeviceSetup["settings"];
    };

interface Props {
  readonly source: ListenSource;
  readonly name: string;
  readonly channels: readonly ChannelInfo[] | undefined;
}

/** What a device delivers at this moment: a level and a spectrum for each channel, and what is wrong, in sentences. */
export function Listening({ source, name, channels }: Props) {
  const { words, format } = useWords();
  const client = useClient();
  const [frame, setFrame] = useState<ListenFrame>();
  const failure = useStream(JSON.stringify(source), (signal) => client.listening.listen(source, { signal }), setFrame);
  const word = (channel: number) => {
    const own = channels?.[channel]?.name;
    const number = words.setup.channel(channel + 1);
    return own === undefined || own === "" || own === number ? number : words.devices.pointOf(own, number);
  };
  const hears = channels?.some(({ quantity, unit }) => quantity === "sound pressure" || unit === "FS") ?? false;
  return (
    <section className={classes.listening} aria-label={words.devices.listening(name)}>
      <FaultNote failure={failure} />
      {frame?.message !== undefined && <p role="status">{frame.message}</p>}
      {failure === undefined && frame === undefined && <p className={classes.quiet}>{words.devices.opening}</p>}
      <ul className={classes.channels}>
        {frame?.channels.map(({ rms, peak, spectrum }, channel) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a channel is its number
          <li key={channel}>
            <span>{word(channel)}</span>
            {channels?.[channel]?.signal === "feature" ? (
              <span className={classes.quiet}>{words.devices.valuesOnly}</span>
            ) : (
              <>
                <LevelMeter label={words.setup.level(word(channel))} rms={rms} peak={peak} />
                {spectrum !== undefined && spectrum.levels.length > 0 ? (
                  <SmallSpectrum channel={word(channel)} spectrum={spectrum} />
                ) : (
                  <span />
                )}
              </>
            )}
          </li>
        ))}
      </ul>
      {frame !== undefined && (
        <FindingList
          findings={frame.findings}
          sentence={(group) => findingSentence(words, format, group, word, name)}
        />
      )}
      {frame !== undefined && frame.message === undefined && frame.findings.length === 0 && (
        <p className={classes.quiet}>{words.devices.nothingFound}</p>
      )}
      {hears && <TestTone />}
    </section>
  );
}
