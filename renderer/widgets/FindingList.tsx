import type { SensorFinding } from "../../electron/domain/sensorFinding.ts";
import { useWords } from "../words/WordsProvider.tsx";
import classes from "./FindingList.module.css";

interface Props {
  readonly findings: readonly SensorFinding[];
  readonly sentence: (finding: SensorFinding) => string;
}

/** What is wrong with sensors, as plain sentences: shape and word say whether what they measure can be trusted. */
export function FindingList({ findings, sentence }: Props) {
  const { words } = useWords();
  if (findings.length === 0) return null;
  return (
    <ul className={classes.findings} aria-label={words.devices.findings}>
      {findings
        .toSorted((a, b) => Number(b.weight === "trouble") - Number(a.weight === "trouble"))
        .map((finding) => (
          <li key={`${finding.kind} ${finding.deviceId} ${finding.channel}`} data-weight={finding.weight}>
            <svg className={classes.mark} viewBox="0 0 24 24" aria-hidden="true">
              <circle cx="12" cy="12" r="9" />
              {finding.weight === "trouble" ? <path d="M6 6 L18 18 M18 6 L6 18" /> : <path d="M12 11 V17 M12 7 V7.5" />}
            </svg>
            <span>
              <strong>{words.devices.weight[finding.weight]}.</strong> {sentence(finding)}
            </span>
          </li>
        ))}
    </ul>
  );
}
