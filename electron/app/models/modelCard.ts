import type { ModelCard } from "../../contract/componentsContract.ts";
import type { ComponentId, Point } from "../../domain/plant.ts";
import type { AppContext } from "../appContext.ts";
import { openModelInService } from "./modelStore.ts";

const featuresShown = 5;

/** The micromodel of a component in the words of its user. @throws Fault BAD_ARTIFACT when its file is damaged */
export function modelCard({ store, pipeline, plant }: AppContext, componentId: ComponentId): ModelCard | null {
  const model = openModelInService(store, componentId);
  if (model === undefined) return null;
  const { header, hash, model: micromodel } = model.opened;
  const values = pipeline.lastValues(componentId);
  const fits = values?.length === header.featureNames.length;
  return {
    componentId,
    version: header.version,
    kind: header.kind,
    recipe: header.recipe,
    hash,
    trainedAt: header.trainedAt,
    trainedBy: header.trainedBy,
    sessions: header.sessions,
    windows: header.sessions.reduce((sum, session) => sum + session.windows, 0),
    threshold: header.threshold,
    heldOutMedian: header.heldOut.median,
    heldOutMax: header.heldOut.max,
    features:
      values && fits
        ? micromodel
            .explain(values)
            .slice(0, featuresShown)
            .map(({ name }) => withPointName(name, plant.plant.points))
        : [],
  };
}

/** A feature is named by the id of its point and its own name; a person knows the point by another name. */
function withPointName(feature: string, points: readonly Point[]): string {
  const point = points.find(({ id }) => feature.startsWith(`${id} `));
  return point === undefined ? feature : `${point.name}: ${feature.slice(point.id.length + 1)}`;
}
