import type { Point } from "../../electron/domain/plant.ts";
import type { SensorFinding } from "../../electron/domain/sensorFinding.ts";
import { useNow, useSnapshot } from "../live/StationProvider.tsx";
import { useConfigured } from "../live/usePlant.ts";
import { useWords } from "../words/WordsProvider.tsx";
import { type FindingGroup, groupFindings } from "./findingGroups.ts";
import { findingsOf, plantFindingSentence } from "./findingSentence.ts";
import { findingsNow, silenceSentence } from "./silentDevice.ts";

/** What is wrong with the sensors of these points, and how it is said. */
export function useFindings(points: readonly Point[]): {
  readonly findings: readonly SensorFinding[];
  readonly sentence: (group: FindingGroup) => string;
} {
  const { words, format } = useWords();
  const snapshot = useSnapshot();
  const plant = useConfigured();
  const sentence = (group: FindingGroup) =>
    plant === undefined ? "" : plantFindingSentence(words, format, group, plant);
  const now = plant === undefined ? [] : findingsNow(snapshot?.findings ?? [], snapshot?.devices ?? []);
  return { findings: findingsOf(now, points), sentence };
}

/** Why nothing can be said of a component, as a sentence: a device that is silent, or its sensor; undefined while nobody knows. */
export function useTroubleSentence(points: readonly Point[]): string | undefined {
  const { words, format } = useWords();
  const snapshot = useSnapshot();
  const plant = useConfigured();
  const now = useNow();
  const { findings, sentence } = useFindings(points);
  for (const device of plant?.devices ?? []) {
    if (!points.some(({ deviceId }) => deviceId === device.id)) continue;
    const status = snapshot?.devices.find(({ deviceId }) => deviceId === device.id);
    const silent = status && silenceSentence(words, format, device, status, now);
    if (silent !== undefined) return silent;
  }
  const worst = groupFindings(findings.filter(({ weight }) => weight === "trouble"))[0];
  return worst === undefined ? undefined : sentence(worst);
}
