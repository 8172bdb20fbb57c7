import type { Point } from "../../electron/domain/plant.ts";
import type { SensorFinding } from "../../electron/domain/sensorFinding.ts";
import { useSnapshot } from "../live/StationProvider.tsx";
import { useConfigured } from "../live/usePlant.ts";
import { useWords } from "../words/WordsProvider.tsx";
import { findingsOf, plantFindingSentence } from "./findingSentence.ts";

/** What is wrong with the sensors of these points, what cannot be trusted first; and how each is said. */
export function useFindings(points: readonly Point[]): {
  readonly findings: readonly SensorFinding[];
  readonly sentence: (finding: SensorFinding) => string;
} {
  const { words, format } = useWords();
  const snapshot = useSnapshot();
  const plant = useConfigured();
  const sentence = (finding: SensorFinding) =>
    plant === undefined ? "" : plantFindingSentence(words, format, finding, plant);
  const own = plant === undefined ? [] : findingsOf(snapshot?.findings ?? [], points);
  const findings = own.toSorted((a, b) => Number(b.weight === "trouble") - Number(a.weight === "trouble"));
  return { findings, sentence };
}

/** What a component's sensor is in trouble with, as a sentence; undefined while nobody knows. */
export function useTroubleSentence(points: readonly Point[]): string | undefined {
  const { findings, sentence } = useFindings(points);
  const worst = findings.find(({ weight }) => weight === "trouble");
  return worst === undefined ? undefined : sentence(worst);
}
