import type { Point } from "../../../electron/domain/plant.ts";
import type { ComponentView } from "../../live/plantView.ts";
import { usePlant } from "../../live/usePlant.ts";
import { mountingStatement, paceWords } from "../../widgets/mountingStatement.ts";
import { Panel } from "../../widgets/Panel.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Machine.module.css";

/** Where the sensors sit, how they are fixed, and therefore what they can see at all. */
export function PointsPanel({ view: { points } }: { view: ComponentView }) {
  const { words, format } = useWords();
  const { plant } = usePlant();
  const devices = new Map((plant?.devices ?? []).map((device) => [device.id, device.name]));
  return (
    <Panel title={words.machine.points}>
      {points.length === 0 && <p className={classes.quiet}>{words.machine.noPoint}</p>}
      <ul className={classes.points}>
        {points.map((point) => (
          <li key={point.id}>
            <strong>{point.name}</strong>
            <dl className={classes.facts}>
              <dt>{words.machine.sensor}</dt>
              <dd>
                {words.quantity[point.quantity]}, {devices.get(point.deviceId) ?? point.deviceId},{" "}
                {words.setup.channel(point.channel + 1)}, {paceWords(words, format, point)}
              </dd>
              {point.signal !== "feature" && (
                <>
                  <dt>{words.machine.sensitivity}</dt>
                  <dd>
                    {format.measured(point.sensitivity)} / {point.unit}
                    <Origin point={point} />
                  </dd>
                </>
              )}
              <dt>{words.machine.mounting}</dt>
              <dd>{words.mounting[point.mounting]}</dd>
              <dt>{words.machine.detects}</dt>
              <dd>{mountingStatement(words, format, point)}</dd>
            </dl>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Where the sensitivity comes from, and what is known of the response of the sensor. */
function Origin({ point: { calibration, response } }: { point: Point }) {
  const { words, format } = useWords();
  const say = words.devices;
  return (
    <>
      {calibration !== undefined && (
        <span className={classes.quiet}>
          {" "}
          · {say.calibration.origin[calibration.method](calibration.by, format.date(calibration.time))}
          {calibration.tone !== undefined &&
            `, ${say.calibration.tone(format.frequency(calibration.tone.frequency), `${format.number(calibration.tone.stability, 2)} dB`)}`}
        </span>
      )}
      {response !== undefined && (
        <span className={classes.quiet}>
          {" "}
          · {say.response.curve}
          {response.serialNumber !== null && `, ${say.response.serial(response.serialNumber)}`}
        </span>
      )}
    </>
  );
}
