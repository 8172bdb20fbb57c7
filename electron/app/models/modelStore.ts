import { Fault } from "../../domain/fault.ts";
import type { ComponentId } from "../../domain/plant.ts";
import { type OpenedArtifact, openArtifact } from "../../micromodels/artifact.ts";
import type { ModelFacts } from "../../pipeline/evidenceDesk.ts";
import type { LearnedValue } from "../../pipeline/evidenceValues.ts";
import type { Store } from "../../store/openStore.ts";

/** A kept model, read from the disk and checked byte by byte. */
export interface OpenedModel {
  readonly opened: OpenedArtifact;
  readonly bytes: Uint8Array;
  readonly facts: ModelFacts;
}

/** undefined before the first one. @throws Fault BAD_ARTIFACT, NOT_FOUND when its file is damaged or gone */
export function openModelInService(store: Store, componentId: ComponentId): OpenedModel | undefined {
  const inService = store.models.inService(componentId);
  return inService && open(store, componentId, inService.hash);
}

/** @throws Fault NOT_FOUND for a version that is not kept, BAD_ARTIFACT when its file is damaged */
export function openVersion(store: Store, componentId: ComponentId, version: number): OpenedModel {
  const found = store.models.list(componentId).find((model) => model.version === version);
  if (found !== undefined) return open(store, componentId, found.hash);
  throw new Fault("NOT_FOUND", `Version ${version} of this micromodel is not kept any more. Choose another one.`, {
    details: { componentId, version },
  });
}

function open(store: Store, componentId: ComponentId, hash: string): OpenedModel {
  const bytes = store.models.readBytes(hash);
  const opened = openArtifact(bytes);
  if (opened.hash !== hash || opened.header.componentId !== componentId) {
    throw new Fault("BAD_ARTIFACT", "The file of this micromodel holds another one. Learn the component anew.", {
      details: { componentId, expected: hash, found: opened.hash },
    });
  }
  return { opened, bytes, facts: factsOf(opened) };
}

export function factsOf({ header, hash, centre }: OpenedArtifact): ModelFacts {
  const { version, threshold, healthy, onWindows, quantities, pointIds, featureNames } = header;
  const values = pointIds.flatMap((pointId, p): LearnedValue[] => {
    const quantity = quantities?.[p];
    const feature = featureNames.findIndex((name) => name.startsWith(`${pointId} `));
    if (!quantity || centre === undefined || feature < 0) return [];
    return [{ pointId, quantity, feature, healthy: centre[feature]! }];
  });
  return { version, hash, threshold, healthy, onWindows, ...(values.length > 0 && { values }) };
}
