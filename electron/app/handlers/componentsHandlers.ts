import { millisecondsPerSecond } from "../../domain/units.ts";
import type { AppContext } from "../appContext.ts";
import { gapsOf } from "../devices/gapsOf.ts";
import { modelCard } from "../models/modelCard.ts";
import { handle } from "./handle.ts";

export function componentsHandlers(context: AppContext) {
  const { components: area } = handle;
  const { store, pipeline, plant, commissioning } = context;
  return {
    trend: area.trend.handler(({ input }) => {
      const { componentId, from, to, maxRows } = input;
      const { step, rows } = store.trends.read(componentId, from, to, maxRows);
      const ofComponent = plant.plant.points.filter((point) => point.componentId === componentId);
      const heardThrough = new Set(ofComponent.map(({ deviceId }) => deviceId));
      const gaps = plant.plant.devices
        .filter(({ id }) => heardThrough.has(id))
        .flatMap((device) => gapsOf(store, device, from, to))
        .toSorted((a, b) => a.from - b.from);
      return { componentId, step, score: rows, gaps, threshold: pipeline.modelFacts(componentId)?.threshold };
    }),
    model: area.model.handler(({ input }) => modelCard(context, plant.component(input.componentId).id)),
    learn: area.learn.handler(({ input }) => {
      const ids = [...new Set(input.componentIds)].map((id) => plant.component(id).id);
      const { by, tag, startOver = false } = input;
      const wish = { task: "learn", by, tag, startOver, duration: input.seconds * millisecondsPerSecond } as const;
      // Asked for one that learns already, it is told; asked for many at once, those simply go on.
      return ids.length > 1 ? commissioning.startAll(ids, wish) : [commissioning.start(ids[0]!, wish)];
    }),
    stopLearning: area.stopLearning.handler(({ input }) => commissioning.stop(input.componentId)),
    setOutOfService: area.setOutOfService.handler(({ input }) =>
      plant.setOutOfService(input.componentId, input.outOfService, input.by),
    ),
  };
}
