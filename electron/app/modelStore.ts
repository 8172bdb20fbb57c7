import { Fault } from "../domain/fault.ts";
import type { ComponentId } from "../domain/plant.ts";
import { type OpenedArtifact, openArtifact } from "../micromodels/artifact.ts";
import type { ModelFacts } from "../pipeline/evidenceDesk.ts";
import type { Store } from "../store/openStore.ts";

/** The model in service of a component, read from the disk and checked byte by byte. undefined before the first one. */
export function openModelInService(
  store: Store,
  componentId: ComponentId,
): { readonly opened: OpenedArtifact; readonly bytes: Uint8Array; readonly facts: ModelFacts } | undefined {
  const inService = store.models.inService(componentId);
  if (inService === undefined) return undefined;
  const bytes = store.models.readBytes(inService.hash);
  const opened = openArtifact(bytes);
  if (opened.hash !== inService.hash || opened.header.componentId !== componentId) {
    throw new Fault("BAD_ARTIFACT", "The file of this micromodel holds another one. Learn the component anew.", {
      details: { componentId, expected: inService.hash, found: opened.hash },
    });
  }
  return { opened, bytes, facts: factsOf(opened) };
}

export function factsOf({ header, hash }: OpenedArtifact): ModelFacts {
  return { version: header.version, hash, threshold: header.threshold, healthy: header.healthy };
}
