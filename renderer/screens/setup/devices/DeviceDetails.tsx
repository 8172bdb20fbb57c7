import { useQuery } from "@tanstack/react-query";
import type { ChannelLosses, DeviceStatus } from "../../../../electron/contract/devicesContract.ts";
import type { DeviceSetup } from "../../../../electron/domain/plant.ts";
import { useCalls } from "../../../link/LinkProvider.tsx";
import { useNow } from "../../../live/StationProvider.tsx";
import { clockWords } from "../../../widgets/clockWords.ts";
import { FaultNote } from "../../../widgets/FaultNote.tsx";
import { gapWords, reasonWords } from "../../../widgets/gapWords.ts";
import { troubleWords } from "../../../widgets/troubleWords.ts";
import { useWords } from "../../../words/WordsProvider.tsx";
import classes from "../Setup.module.css";
import { DriftCurve } from "./DriftCurve.tsx";

const day = 86_400_000;
const minute = 60_000;
const shownGaps = 8;

/** What was lost between the sensor and the station, channel by channel, and how its clock runs beside the time of day. */
export function DeviceDetails({ device, status }: { device: DeviceSetup; status: DeviceStatus | undefined }) {
  const { words, format } = useWords();
  const calls = useCalls();
  // Asked anew once a minute.
  const to = Math.ceil(useNow() / minute) * minute;
  const history = useQuery(
    calls.devices.history.queryOptions({
      input: { deviceId: device.id, from: to - day, to },
      placeholderData: (before) => before,
    }),
  );
  const say = words.devices;
  const gaps = (history.data?.gaps ?? []).toSorted((a, b) => b.from - a.from);
  return (
    <section className={classes.details} aria-label={say.detailsOf(device.name)}>
      <h4>{say.sinceStart}</h4>
      <Losses channels={status?.channels ?? []} />
      <p>
        {status?.clock === undefined ? say.noDrift : clockWords(words, format, status.clock)}
        <span className={classes.quiet}>. {say.driftHelp}</span>
      </p>
      <h4>{say.lastDay}</h4>
      <FaultNote failure={history.error} />
      {history.data !== undefined && (
        <>
          <Losses channels={history.data.channels} />
          {gaps.length === 0 && <p className={classes.quiet}>{say.noGaps}</p>}
          <ul className={classes.plain}>
            {gaps.slice(0, shownGaps).map((gap) => (
              <li key={gap.from}>
                <span title={`${format.exact(gap.from)} – ${format.exact(gap.to)}`}>
                  {gapWords(words, format, gap, to)}
                </span>
                <span className={classes.quiet}>. {reasonWords(words, gap.reason)}</span>
              </li>
            ))}
            {gaps.length > shownGaps && <li className={classes.quiet}>{say.moreGaps(gaps.length - shownGaps)}</li>}
          </ul>
          {history.data.clock.length > 1 && <DriftCurve clock={history.data.clock} />}
        </>
      )}
    </section>
  );
}

/** One line a channel; one for all of them where nothing tells them apart. */
function Losses({ channels }: { channels: readonly ChannelLosses[] }) {
  const { words, format } = useWords();
  const texts = channels.map(({ lostSamples, gaps, troubles }) => {
    const parts = [
      ...(lostSamples > 0 ? [words.devices.lostSamples(format.number(lostSamples))] : []),
      ...(gaps > 0 ? [words.devices.gaps(gaps)] : []),
      ...troubleWords(words, format, troubles),
    ];
    return parts.length === 0 ? words.devices.noTroubles : parts.join(" · ");
  });
  const alike = texts.every((text) => text === texts[0]);
  return (
    <ul className={classes.plain}>
      {alike && texts[0] !== undefined ? (
        <li>
          {words.setup.channels(texts.length)}: {texts[0]}
        </li>
      ) : (
        texts.map((text, channel) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a channel is its number
          <li key={channel}>
            {words.setup.channel(channel + 1)}: {text}
          </li>
        ))
      )}
    </ul>
  );
}
