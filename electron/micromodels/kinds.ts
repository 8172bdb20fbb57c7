import { Fault } from "../domain/fault.ts";
import { autoencoder } from "./autoencoder.ts";
import { gaussianMixture } from "./gaussianMixture.ts";
import { isolationForest } from "./isolationForest.ts";
import type { MicromodelKind } from "./kind.ts";
import { levelJump, levelRise } from "./levelWatch.ts";
import { mahalanobis } from "./mahalanobis.ts";
import { nearestNeighbours } from "./nearestNeighbours.ts";
import { sessionDistance } from "./sessionDistance.ts";
import { valueWatch } from "./valueWatch.ts";

/** THE list: a new kind is one file and one line here. */
export const kinds: readonly MicromodelKind[] = [
  sessionDistance,
  mahalanobis,
  nearestNeighbours,
  gaussianMixture,
  isolationForest,
  autoencoder,
  levelRise,
  levelJump,
  valueWatch,
];

export const defaultKind: MicromodelKind = sessionDistance;

/** @throws Fault NOT_FOUND for a kind this version does not know */
export function kindOf(name: string): MicromodelKind {
  const found = kinds.find((candidate) => candidate.kind === name);
  if (found) return found;
  throw new Fault(
    "NOT_FOUND",
    `This version knows no micromodels of the kind "${name}". Update Auscult, or learn anew.`,
    {
      details: { kind: name },
    },
  );
}
