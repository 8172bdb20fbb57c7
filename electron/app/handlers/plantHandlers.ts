import type { AppContext } from "../appContext.ts";
import { handle } from "./handle.ts";

export function plantHandlers({ plant }: AppContext) {
  const { plant: area } = handle;
  return {
    get: area.get.handler(() => plant.plant),
    renameSite: area.renameSite.handler(({ input }) => plant.renameSite(input.name)),
    saveMachine: area.saveMachine.handler(({ input }) => plant.saveMachine(input)),
    saveComponent: area.saveComponent.handler(({ input }) => plant.saveComponent(input)),
    savePoint: area.savePoint.handler(({ input }) => plant.savePoint(input)),
    remove: area.remove.handler(({ input }) => plant.remove(input.what, input.id)),
  };
}
