import type { Mounting } from "../../../electron/domain/plant.ts";
import type { ComponentView } from "../../live/plantView.ts";
import { usePlant } from "../../live/usePlant.ts";
import { mountingLimit } from "../../widgets/mountingLimit.ts";
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
                {words.setup.channel(point.channel + 1)}, {format.frequency(point.sampleRate)}
              </dd>
              <dt>{words.machine.sensitivity}</dt>
              <dd>
                {format.measured(point.sensitivity)} / {point.unit}
              </dd>
              <dt>{words.machine.mounting}</dt>
              <dd>{words.mounting[point.mounting]}</dd>
              <dt>{words.machine.detects}</dt>
              <dd>
                <Detects mounting={point.mounting} limit={mountingLimit(point.mounting, point.sampleRate)} />
              </dd>
            </dl>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Detects({ mounting, limit }: { mounting: Mounting; limit: number }) {
  const { words, format } = useWords();
  return (
    <>
      {words.sees[mounting]}, {words.sees.up(format.frequency(limit))}
    </>
  );
}
