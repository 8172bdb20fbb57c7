import type { TrainingSession } from "../micromodels/kind.ts";
import { learnModes, recognise } from "../micromodels/operatingModes.ts";

/** Whether one of the other sessions shows the way in which the machine ran in this one, by its tag and its median spectrum. */
export function runsAlike(session: TrainingSession, others: readonly TrainingSession[]): boolean {
  const spectra = Object.entries(session.spectra ?? {}).map(([pointId, { top, middle }]) => {
    return { pointId, spectrum: { top, levels: middle } };
  });
  return recognise(learnModes({ sessions: others }), { spectra, tag: session.tag }).state === "known";
}
