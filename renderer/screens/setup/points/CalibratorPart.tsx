import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { calibrators } from "../../../../electron/contract/listeningContract.ts";
import type { DeviceCaution } from "../../../../electron/domain/deviceCaution.ts";
import type { CalibrationRecord } from "../../../../electron/domain/plant.ts";
import type { Quantity, Seconds } from "../../../../electron/domain/units.ts";
import { useClient } from "../../../link/LinkProvider.tsx";
import { useNow } from "../../../live/StationProvider.tsx";
import { useMeasurement } from "../../../live/useMeasurement.ts";
import { usePreferences } from "../../../theme/preferences.tsx";
import { useAskName } from "../../../widgets/AskName.tsx";
import { FaultNote } from "../../../widgets/FaultNote.tsx";
import { useWords } from "../../../words/WordsProvider.tsx";
import classes from "../Setup.module.css";

type Calibrator = (typeof calibrators)[number];

interface Props {
  readonly deviceId: string;
  readonly channel: number;
  readonly quantity: Quantity;
  /** What a person should know before trusting a level of this device. */
  readonly cautions: readonly DeviceCaution[];
  readonly onTake: (calibrator: Calibrator, sensitivity: number, record: CalibrationRecord) => void;
}

/** Long enough to hold still and see how steady it is; it can be taken over earlier. */
const measureFor: Seconds = 30;

/** Nobody knows a level more closely than this, in dB: "within 0 dB" would claim it. */
const finestStability = 0.01;

/** Holds a calibrator to the sensor: the station finds its tone, works out the sensitivity and says how steady it was. */
export function CalibratorPart({ deviceId, channel, quantity, cautions, onTake }: Props) {
  const { words, format } = useWords();
  const say = words.devices.calibration;
  const client = useClient();
  const now = useNow();
  const { author } = usePreferences();
  const askName = useAskName();
  const fitting = calibrators.filter((each) => each.quantity === quantity);
  const offered: readonly Calibrator[] = fitting.length > 0 ? fitting : calibrators;
  const [name, setName] = useState<Calibrator["name"]>();
  const [taken, setTaken] = useState<number>();
  const calibrator = offered.find((each) => each.name === name) ?? offered[0]!;
  const { frequency, level, unit } = calibrator;
  const { latest, running, failure, begin, end } = useMeasurement((signal) =>
    client.listening.calibrate({ deviceId, channel, frequency, level, seconds: measureFor }, { signal }),
  );
  const good = latest?.verdict === "good" && latest.sensitivity !== undefined && latest.frequency !== undefined;
  const take = async () => {
    if (latest?.sensitivity === undefined || latest.frequency === undefined) return;
    end();
    const by = author === "" ? await askName() : author;
    if (by === undefined) return;
    setTaken(latest.sensitivity);
    onTake(calibrator, latest.sensitivity, {
      method: "calibrator",
      time: now,
      by,
      tone: {
        nominalFrequency: frequency,
        nominalLevel: level,
        frequency: latest.frequency,
        stability: latest.stability ?? 0,
        duration: latest.elapsed,
      },
    });
  };
  return (
    <fieldset className={classes.editor} aria-label={say.title}>
      <strong>{say.title}</strong>
      {cautions.map((caution) => (
        <p key={caution} className={classes.caution}>
          {words.devices.caution[caution]}
        </p>
      ))}
      <div className={classes.inline}>
        <NativeSelect
          label={say.choose}
          value={calibrator.name}
          disabled={running}
          onChange={(event) => setName(event.currentTarget.value as Calibrator["name"])}
          data={offered.map((each) => ({ value: each.name, label: say.names[each.name] }))}
        />
        <Button variant="default" onClick={running ? end : begin}>
          {running ? say.cancel : latest === undefined ? say.begin : say.again}
        </Button>
        {good && (
          <Button onClick={() => void take()} disabled={taken === latest?.sensitivity}>
            {say.take}
          </Button>
        )}
      </div>
      {(running || latest !== undefined) && (
        <div role="status" className={classes.measurement} data-verdict={latest?.verdict}>
          <strong>{latest === undefined ? say.hold : say.verdict[latest.verdict]}</strong>
          {latest !== undefined && (
            <span className={classes.quiet}>
              {[
                say.elapsed(format.number(latest.elapsed)),
                latest.frequency === undefined ? "" : say.heard(format.frequency(latest.frequency)),
                latest.sensitivity === undefined ? "" : say.result(format.measured(latest.sensitivity), unit),
                latest.stability === undefined
                  ? ""
                  : say.stability(`${format.number(Math.max(finestStability, latest.stability), 2)} dB`),
              ]
                .filter((part) => part !== "")
                .join(" · ")}
            </span>
          )}
        </div>
      )}
      {taken !== undefined && <p role="status">{say.taken(format.measured(taken))}</p>}
      <FaultNote failure={failure} />
    </fieldset>
  );
}
