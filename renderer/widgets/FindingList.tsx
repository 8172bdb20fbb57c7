import type { SensorFinding } from "../../electron/domain/sensorFinding.ts";
import { useWords } from "../words/WordsProvider.tsx";
import classes from "./FindingList.module.css";
import { type FindingGroup, groupFindings } from "./findingGroups.ts";

interface Props {
  readonly findings: readonly SensorFinding[];
  readonly sentence: (group: FindingGroup) => string;
}

/** What is wrong with sensors, as plain sentences: shape and word say whether what they measure can be trusted. */
export function FindingList({ findings, sentence }: Props) {
  const { words } = useWords();
  if (findings.length === 0) return null;
  return (
    <ul className={classes.findings} aria-label={words.devices.findings}>
      {groupFindings(findings).map((group) => {
        const { kind, deviceId, channel, weight } = group.finding;
        return (
          <li key={`${kind} ${deviceId} ${channel}`} data-weight={weight}>
            <svg className={classes.mark} viewBox="0 0 24 24" aria-hidden="true">
              <circle cx="12" cy="12" r="9" />
              {weight === "trouble" ? <path d="M6 6 L18 18 M18 6 L6 18" /> : <path d="M12 11 V17 M12 7 V7.5" />}
            </svg>
            <span>
              <strong>{words.devices.weight[weight]}.</strong> {sentence(group)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
