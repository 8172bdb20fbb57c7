import type { ModelDossier } from "../../contract/modelsContract.ts";
import type { ComponentId } from "../../domain/plant.ts";
import type { ReportCard } from "../../domain/reportCard.ts";
import type { Store } from "../../store/openStore.ts";
import { versionOf } from "./modelDesk.ts";
import { openVersion } from "./modelStore.ts";

/**
 * Everything that is known of one version of a micromodel; without a version the one in service, or else the newest. null before the first.
 * @throws Fault NOT_FOUND for a version that is not kept; BAD_ARTIFACT for a damaged one that has no card
 */
export function modelDossier(store: Store, componentId: ComponentId, version?: number): ModelDossier | null {
  const kept = store.models.list(componentId);
  const newest = kept.find(({ inService }) => inService) ?? kept[0];
  if (version === undefined && newest === undefined) return null;
  const wanted = version ?? newest!.version;
  const card = store.models.card(componentId, wanted) ?? cardOfOld(store, componentId, wanted);
  const model = kept.find((each) => each.version === wanted)!;
  return {
    card,
    version: versionOf(model),
    versions: kept.map(versionOf),
    decisions: store.decisions.list(componentId),
  };
}

/** The first versions of Auscult made no cards: what the artifact itself tells. Nothing was tested, so nothing is said to have passed. */
function cardOfOld(store: Store, componentId: ComponentId, version: number): ReportCard {
  const { opened, bytes } = openVersion(store, componentId, version);
  const { header, hash } = opened;
  const windows = header.sessions.reduce((sum, session) => sum + session.windows, 0);
  return {
    componentId,
    version,
    hash,
    trainedAt: header.trainedAt,
    trainedBy: header.trainedBy,
    budget: store.budgets.get(componentId),
    data: {
      points: header.pointIds.map((id, index) => ({ id, sampleRate: header.sampleRates[index]! })),
      sessions: header.sessions,
      windows,
      duration: windows,
      unusable: 0,
      modes: [],
    },
    technique: { kind: header.kind, recipe: header.recipe, candidates: [] },
    test: {
      trained: 0,
      heldOut: header.heldOut.median / header.threshold,
      heldOutHighest: header.heldOut.max / header.threshold,
      seedSpread: 0,
      control: 0,
      smallest: [],
    },
    threshold: {
      value: header.threshold,
      onWindows: header.onWindows,
      measured: 0,
      expected: { perMonth: 0, low: 0, high: 0 },
    },
    gates: [],
    cost: { bytes: bytes.length, scoreMicros: 0, trainSeconds: 0, backend: "" },
  };
}
